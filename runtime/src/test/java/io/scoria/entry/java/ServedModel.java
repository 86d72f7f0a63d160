package io.scoria.entry.java;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.repository.LoadedModel;
import io.scoria.repository.ModelLoader;
import io.scoria.tensor.BufferPool;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** One of the project's models, loaded. */
record ServedModel(Path folder, LoadedModel model, BufferPool pool) implements AutoCloseable {
  static ServedModel load(String name) throws Exception {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("scoria.root"), "scoria.root"));
    Path folder = root.resolve("models").resolve(name).toAbsolutePath().normalize();
    BufferPool pool = new BufferPool(1 << 28);
    ExecutionConfig config =
        new ExecutionConfig(2, 2, 1000, 1 << 28, 1 << 27, 60_000, 500, 500, PolicyOverrides.NONE);
    ModelLoader loader =
        new ModelLoader(
            new OrtEngine(pool), config, Optional.empty(), Optional.empty(), pool, _ -> {});
    return new ServedModel(folder, loader.load(folder), pool);
  }

  /** Runs so far, of one call or of many. */
  long batches() {
    return model.servable().batchSizes().stream().mapToLong(size -> size.batches()).sum();
  }

  @Override
  public void close() {
    try {
      if (!model.servable().close(10_000)) {
        throw new AssertionError("the model did not stop in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (pool.usedBytes() != 0) {
      throw new AssertionError(pool.usedBytes() + " bytes of tensors were not given back");
    }
  }
}
