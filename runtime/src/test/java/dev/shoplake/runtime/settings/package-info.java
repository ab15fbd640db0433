@NullMarked
package dev.shoplake.runtime.settings;

import org.jspecify.annotations.NullMarked;
