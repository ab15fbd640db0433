/** What Dremio shall hold, one step a thing: each looks first, and acts only where it finds something else. */
@NullMarked
package dev.shoplake.dremio.provision;

import org.jspecify.annotations.NullMarked;
