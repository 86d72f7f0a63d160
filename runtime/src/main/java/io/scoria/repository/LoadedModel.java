package io.scoria.repository;

import io.scoria.batch.BatchedModel;

/** A model that scores, which its holder closes, and the request that shows it. */
public record LoadedModel(BatchedModel servable, SampleRequest sample) {}
