package io.scoria.benchmarks.process;

import java.util.Optional;

/**
 * Keeps this process off a server's processors, from its beginning until it is closed; does nothing
 * where that cannot be. One at a time.
 */
public final class Separation implements AutoCloseable {
  private final Optional<ProcessorSet> before;
  private final Optional<ProcessorSplit> split;

  private Separation(Optional<ProcessorSet> before, Optional<ProcessorSplit> split) {
    this.before = before;
    this.split = split;
  }

  /** Moves this process to the processors of the client, where there are two or more in all. */
  public static Separation begin() throws InterruptedException {
    Optional<ProcessorSet> allowed = ProcessorSet.allowed();
    int usable = Runtime.getRuntime().availableProcessors();
    Optional<ProcessorSplit> split = allowed.flatMap(all -> ProcessorSplit.of(all, usable));
    if (split.isPresent() && Taskset.moveThisProcess(split.get().client())) {
      return new Separation(allowed, split);
    }
    return none();
  }

  /** None: this process and what it starts share the processors. */
  public static Separation none() {
    return new Separation(Optional.empty(), Optional.empty());
  }

  /** Who has which processors; empty where they are shared. */
  public Optional<ProcessorSplit> split() {
    return split;
  }

  /**
   * Moves this process back.
   *
   * @throws IllegalStateException if that fails, so that nothing is measured on half the processors
   */
  @Override
  public void close() {
    try {
      if (before.isPresent() && !Taskset.moveThisProcess(before.get())) {
        throw new IllegalStateException("this process cannot go back to " + before.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
