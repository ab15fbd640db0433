package dev.shoplake.consumer.deduplicate;

import dev.shoplake.consumer.read.Message;
import dev.shoplake.contracts.event.Event;

/** A message with the event that it holds. */
public record AcceptedMessage(Message message, Event event) {}
