/** Where the shop is asked, and its extract API as a reader sees it. */
@NullMarked
package dev.shoplake.etl.shop;

import org.jspecify.annotations.NullMarked;
