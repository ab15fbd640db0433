package dev.shoplake.producers.simulate;

import java.math.BigDecimal;

/** A product that can be sold. */
record Product(String productId, BigDecimal unitPrice) {}
