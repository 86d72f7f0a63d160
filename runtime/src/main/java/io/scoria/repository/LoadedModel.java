package io.scoria.repository;

import io.scoria.batch.InstanceExecutor;
import io.scoria.tensor.Signature;

/**
 * A model that scores. Owns its executor.
 *
 * @param warmUp how the sample was answered, for people
 */
public record LoadedModel(
    String name,
    Signature signature,
    SampleRequest sample,
    String warmUp,
    InstanceExecutor executor) {}
