/** Dremio's REST API, as far as provisioning needs it: accounts, the catalog, SQL jobs. */
@NullMarked
package dev.shoplake.dremio.rest;

import org.jspecify.annotations.NullMarked;
