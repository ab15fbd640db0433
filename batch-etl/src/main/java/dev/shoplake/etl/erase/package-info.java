/** Takes a person out of everything that is kept, while the months keep their figures; then looks whether it is gone. */
@NullMarked
package dev.shoplake.etl.erase;

import org.jspecify.annotations.NullMarked;
