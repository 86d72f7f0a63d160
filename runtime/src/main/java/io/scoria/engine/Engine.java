package io.scoria.engine;

import java.nio.file.Path;

/** A runtime for models of one kind. One per process; thread-safe. */
public interface Engine {
  /** Name and version, for people. */
  String description();

  /**
   * How large a model is, without loading it.
   *
   * @throws ModelLoadException if it cannot be read
   */
  Footprint footprint(Path model) throws ModelLoadException;

  /**
   * Loads a model. Blocks for as long as that takes.
   *
   * @param intraOpThreads how many threads one run may use, the caller's among them
   * @throws ModelLoadException if the file is no model, or one that cannot be served
   */
  Session load(Path model, int intraOpThreads) throws ModelLoadException;
}
