package dev.shoplake.contracts.event;

/**
 * One reason why an event is refused.
 *
 * @param pointer JSON pointer (RFC 6901) to the value at fault; empty for the whole document
 * @param keyword the JSON Schema keyword that failed, or one of ours: {@code json} (no JSON object), {@code size},
 *     {@code unknown_event_type}, {@code future}, {@code decimal_places}, {@code unknown_product}, {@code topic} (sent to another type's topic),
 *     {@code key} (message key is not the user id), {@code more} (how many reasons are not listed)
 * @param message for a human: the value received and what was expected
 */
public record Reason(String pointer, String keyword, String message) {}
