/** What a stack remembers on disk: its folders, its ports and passwords, and who is working on it. */
@NullMarked
package dev.shoplake.stack.home;

import org.jspecify.annotations.NullMarked;
