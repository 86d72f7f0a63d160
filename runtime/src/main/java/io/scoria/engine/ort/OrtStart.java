package io.scoria.engine.ort;

import ai.onnxruntime.OrtEnvironment;
import io.scoria.engine.Engine;
import io.scoria.tensor.BufferPool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Loads ONNX Runtime on a thread of its own, so that a start goes on meanwhile; asked for an
 * engine, it waits for that. Closed by waiting too: a process must not end while the runtime is
 * loaded.
 */
public final class OrtStart implements Function<BufferPool, Engine>, AutoCloseable {
  private final CompletableFuture<OrtEnvironment> environment;

  private OrtStart(CompletableFuture<OrtEnvironment> environment) {
    this.environment = environment;
  }

  /** Begins to load it. */
  public static OrtStart begin() {
    RuntimeTelemetry.forbid(); // while no other thread of it could read the environment
    return new OrtStart(
        CompletableFuture.supplyAsync(
            OrtEngine::environment,
            task -> Thread.ofPlatform().name("engine-start").daemon().start(task)));
  }

  /**
   * Waits until the runtime is loaded.
   *
   * @throws LinkageError if it cannot be
   */
  @Override
  public Engine apply(BufferPool pool) {
    try {
      return new OrtEngine(pool, environment.join());
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Error error -> throw error;
        case RuntimeException known -> throw known;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public void close() {
    environment.exceptionally(_ -> null).join(); // what went wrong was told by who asked
  }
}
