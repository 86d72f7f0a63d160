package io.scoria.repository;

import io.scoria.batch.BatchedModel;
import io.scoria.batch.BatchedModelFactory;
import io.scoria.batch.Measurement;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.codec.RequestDecoder;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryPlan;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Loads models, warms them up and has them measured. Used by one thread, which blocks. */
public final class ModelLoader {
  private final Engine engine;
  private final ExecutionConfig execution;
  private final Optional<MemoryPlan> memory;
  private final Optional<Path> stateFolder;
  private final BufferPool pool;
  private final Consumer<String> progress;

  /**
   * @param memory that models have to fit into; empty where any is loaded
   * @param stateFolder where measurements are kept; empty for nowhere
   * @param progress told each step in a line for people
   */
  public ModelLoader(
      Engine engine,
      ExecutionConfig execution,
      Optional<MemoryPlan> memory,
      Optional<Path> stateFolder,
      BufferPool pool,
      Consumer<String> progress) {
    this.engine = engine;
    this.execution = execution;
    this.memory = memory;
    this.stateFolder = stateFolder;
    this.pool = pool;
    this.progress = progress;
  }

  /**
   * Blocks until the model has answered its sample once, and was measured.
   *
   * @return the caller's to close
   * @throws ModelLoadException if there is no model, or it cannot be served
   */
  public LoadedModel load(Path path) throws ModelLoadException {
    return load(path, false);
  }

  /**
   * As the other.
   *
   * @param behindScript true where the sample request of the folder is the entry script's and says
   *     nothing of the model
   */
  public LoadedModel load(Path path, boolean behindScript) throws ModelLoadException {
    long startNanos = System.nanoTime();
    ModelFolder folder = ModelFolder.find(path);
    progress.accept("Loading " + folder.model());
    ModelFile before = ModelFile.of(folder.model());
    ExecutionConfig chosen = withinMemory(folder.model());
    BatchedModelFactory factory = new BatchedModelFactory(engine, chosen, pool, progress);
    CalibrationStore store = storeFor(chosen);
    Optional<Path> kept = store == null ? Optional.empty() : store.fileFor(folder.model());
    Session session = engine.load(folder.model(), 1);
    Signature signature = session.signature();
    signature.inputs().forEach(input -> progress.accept("  input   " + input));
    signature.outputs().forEach(output -> progress.accept("  output  " + output));
    SampleRequest own =
        behindScript ? SampleRequest.madeUp(signature) : SampleRequest.of(folder, signature);
    List<Tensor> ownInputs = decode(own, signature);
    boolean usable = own.file().isEmpty() || !ownInputs.isEmpty() || signature.inputs().isEmpty();
    SampleRequest sample = usable ? own : SampleRequest.madeUp(signature);
    List<Tensor> inputs = usable ? ownInputs : decode(sample, signature);
    try {
      boolean scored = !inputs.isEmpty() && warmUp(session, inputs);
      List<Tensor> runnable = scored ? inputs : List.of();
      Measuring measuring = new Measuring(factory, store, kept, progress);
      Measurement measured = measuring.measure(before, session, runnable);
      BatchedModel model = factory.open(folder.name(), folder.model(), session, measured, runnable);
      before.requireUnchanged();
      return new LoadedModel(model, sample, System.nanoTime() - startNanos, measuring.nanos());
    } finally {
      Tensor.closeAll(inputs);
    }
  }

  private ExecutionConfig withinMemory(Path model) throws ModelLoadException {
    return memory.isEmpty()
        ? execution
        : new MemoryFit(memory.get(), progress).within(execution, model, engine.footprint(model));
  }

  /** Null where nothing is measured, or kept. */
  private @Nullable CalibrationStore storeFor(ExecutionConfig chosen) {
    if (chosen.calibrationMs() == 0 || stateFolder.isEmpty()) {
      return null;
    }
    String machine =
        "%s, %d processors, %d loops, %s; given: %s"
            .formatted(
                CalibrationStore.processorName(),
                chosen.processors(),
                chosen.loops(),
                engine.description(),
                chosen.overrides().describe());
    return new CalibrationStore(stateFolder.get(), machine);
  }

  /** The sample's inputs; none where it is no request for this model. */
  private List<Tensor> decode(SampleRequest sample, Signature signature) {
    try (RequestDecoder decoder = new RequestDecoder(signature, pool)) {
      decoder.feed(ByteBuffer.wrap(sample.body().getBytes(StandardCharsets.UTF_8)));
      return switch (decoder.finish()) {
        case Decoded.Inputs(List<Tensor> inputs) -> inputs;
        case Decoded.Rejected rejected -> {
          report(sample, "is refused: " + rejected.refusal().message());
          yield List.of();
        }
      };
    }
  }

  /** A model that cannot answer a made-up request may still answer real ones, so it is served. */
  private boolean warmUp(Session session, List<Tensor> inputs) throws ModelLoadException {
    long startNanos = System.nanoTime();
    try {
      Tensor.closeAll(session.run(inputs, null));
      double ms = (System.nanoTime() - startNanos) / 1e6;
      progress.accept(String.format(Locale.ROOT, "  warm-up scored its sample in %.1f ms", ms));
      return true;
    } catch (RunException e) {
      progress.accept("  WARNING the model could not score its sample: " + e.getMessage());
      return false;
    }
  }

  private void report(SampleRequest sample, String problem) {
    String source = sample.file().map(Path::toString).orElse("a request of zeros");
    progress.accept("  WARNING " + source + " " + problem);
  }
}
