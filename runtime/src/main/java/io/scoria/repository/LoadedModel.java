package io.scoria.repository;

import io.scoria.batch.BatchedModel;

/**
 * A model that scores, which its holder closes, and the request that shows it.
 *
 * @param loadNanos that loading it took, measuring included
 * @param calibrationNanos that measuring it took; 0 where that was known from an earlier start
 */
public record LoadedModel(
    BatchedModel servable, SampleRequest sample, long loadNanos, long calibrationNanos) {}
