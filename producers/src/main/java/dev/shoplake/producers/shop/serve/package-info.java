/** The extract API: the shop's tables over HTTP, page by page, for a batch that may not reach the shop's database. */
@NullMarked
package dev.shoplake.producers.shop.serve;

import org.jspecify.annotations.NullMarked;
