package dev.shoplake.producers.publish;

/** Where Kafka stored a message; all replicas in sync have it. */
public record Delivery(String topic, int partition, long offset) {}
