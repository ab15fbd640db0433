/** In-process copies of what every answer needs and what changes seldom: catalogue, model, trending. They outlive Redis. */
@NullMarked
package dev.shoplake.recommender.copy;

import org.jspecify.annotations.NullMarked;
