/** The servers: how each is installed, configured, started, and proved to be of use. */
@NullMarked
package dev.shoplake.stack.server;

import org.jspecify.annotations.NullMarked;
