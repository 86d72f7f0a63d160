package io.scoria.engine;

/**
 * How large a model is.
 *
 * @param diskBytes of its file, and of those that it names for its weights
 * @param sessionBytes that a session of it takes in memory, while it is made and from then on: an
 *     estimate, and without what a run takes
 */
public record Footprint(long diskBytes, long sessionBytes) {}
