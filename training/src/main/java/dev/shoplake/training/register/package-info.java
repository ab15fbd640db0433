/** The record of a training in MLflow: run, metrics, model files, registered version, alias. */
@NullMarked
package dev.shoplake.training.register;

import org.jspecify.annotations.NullMarked;
