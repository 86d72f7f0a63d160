package io.scoria.repository;

import io.scoria.batch.BatchedModelFactory;
import io.scoria.batch.Measurement;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.Session;
import io.scoria.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures a model, or knows it from an earlier start. Used once. */
final class Measuring {
  private final BatchedModelFactory factory;
  private final @Nullable CalibrationStore store;
  private final Optional<Path> kept;
  private final Consumer<String> progress;
  private long nanos;

  /**
   * @param store of what was measured; null where nothing is kept
   * @param kept the model's file there; empty where it has none
   */
  Measuring(
      BatchedModelFactory factory,
      @Nullable CalibrationStore store,
      Optional<Path> kept,
      Consumer<String> progress) {
    this.factory = factory;
    this.store = store;
    this.kept = kept;
    this.progress = progress;
  }

  /** What is known from an earlier start; else measured now, and kept where it can be right. */
  Measurement measure(ModelFile model, Session session, List<Tensor> sample)
      throws ModelLoadException {
    if (store == null || kept.isEmpty() || sample.isEmpty()) {
      return measureNow(model, session, sample);
    }
    Optional<Measurement> known = store.find(kept.get());
    if (known.isPresent()) {
      progress.accept("  measured at an earlier start; to measure again, delete " + kept.get());
      return known.get();
    }
    Measurement measured = measureNow(model, session, sample);
    model.requireUnchanged(); // else another file was measured than the digest is of
    if (measured.isDisturbed()) {
      progress.accept(
          "  WARNING runs of more rows took less time, so that something else had the processors;"
              + " the next start measures again");
    } else if (store.keep(kept.get(), model.path(), measured)) {
      progress.accept("  kept for the next start in " + kept.get());
    }
    return measured;
  }

  private Measurement measureNow(ModelFile model, Session session, List<Tensor> sample)
      throws ModelLoadException {
    long startNanos = System.nanoTime();
    Measurement measured = factory.measure(model.path(), session, sample);
    nanos = System.nanoTime() - startNanos;
    return measured;
  }

  /** How long it took; 0 where that was known. */
  long nanos() {
    return nanos;
  }
}
