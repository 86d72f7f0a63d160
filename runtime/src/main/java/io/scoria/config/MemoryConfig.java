package io.scoria.config;

import java.util.Optional;

/**
 * What is known of the memory there is.
 *
 * @param limit of the process; empty where it is not known
 * @param checked whether a model that is not expected to fit is refused
 */
public record MemoryConfig(Optional<MemoryLimit> limit, boolean checked) {
  /** Nothing is known, so nothing is refused. */
  public static final MemoryConfig UNKNOWN = new MemoryConfig(Optional.empty(), true);
}
