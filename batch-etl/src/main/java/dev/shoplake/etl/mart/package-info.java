/** The numbers that dashboards read, by the definitions of docs/kpi.md. */
@NullMarked
package dev.shoplake.etl.mart;

import org.jspecify.annotations.NullMarked;
