/** An S3 service on a folder, as a process of its own. */
@NullMarked
package dev.shoplake.stack.s3;

import org.jspecify.annotations.NullMarked;
