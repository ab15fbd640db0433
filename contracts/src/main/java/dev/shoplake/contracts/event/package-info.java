/** The events of a shop: records, their JSON form, the schemas that judge it, and what is said of an event that is refused. */
@NullMarked
package dev.shoplake.contracts.event;

import org.jspecify.annotations.NullMarked;
