/** From a message to an event, or to every reason why it is none. Pure: what is known of the catalogue is asked of an interface. */
@NullMarked
package dev.shoplake.consumer.validate;

import org.jspecify.annotations.NullMarked;
