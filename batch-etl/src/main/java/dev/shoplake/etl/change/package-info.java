/** What has changed in the shop and the event table since it was last published; asks both without Spark. */
@NullMarked
package dev.shoplake.etl.change;

import org.jspecify.annotations.NullMarked;
