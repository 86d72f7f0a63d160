package io.scoria.call;

/**
 * A request turned away, and what its sender is told.
 *
 * @param message safe to show a client: no path, no stack trace, no secret
 */
public record Refusal(Reason reason, String message) {}
