package io.scoria.repository;

import io.scoria.batch.InstanceExecutor;
import io.scoria.call.Outcome;
import io.scoria.codec.RequestDecoder;
import io.scoria.codec.RequestDecoder.Decoded;
import io.scoria.config.ExecutionConfig;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Loads models and warms them up, on the thread that asks. */
public final class ModelLoader {
  private final Engine engine;
  private final ExecutionConfig execution;
  private final BufferPool pool;
  private final Consumer<String> progress;

  /**
   * @param progress told each step in a line for people
   */
  public ModelLoader(
      Engine engine, ExecutionConfig execution, BufferPool pool, Consumer<String> progress) {
    this.engine = engine;
    this.execution = execution;
    this.pool = pool;
    this.progress = progress;
  }

  /**
   * Blocks until the model has answered its sample once.
   *
   * @return the caller's to close
   * @throws ModelLoadException if there is no model, or it cannot be served
   */
  public LoadedModel load(Path path) throws ModelLoadException {
    ModelFolder folder = ModelFolder.find(path);
    progress.accept("Loading " + folder.model());
    Session session = engine.load(folder.model(), execution.intraOpThreads());
    Signature signature = session.signature();
    signature.inputs().forEach(input -> progress.accept("  input   " + input));
    signature.outputs().forEach(output -> progress.accept("  output  " + output));
    InstanceExecutor executor = new InstanceExecutor(folder.name(), session, execution.instances());
    SampleRequest sample = SampleRequest.of(folder, signature);
    String warmUp = warmUp(executor, sample);
    progress.accept("  warm-up " + warmUp);
    return new LoadedModel(folder.name(), signature, sample, warmUp, executor);
  }

  /** A model that cannot answer a made-up sample may still answer real ones, so it is served. */
  private String warmUp(InstanceExecutor executor, SampleRequest sample) throws ModelLoadException {
    String source = sample.file().isPresent() ? "the sample request" : "a request of zeros";
    long startNanos = System.nanoTime();
    return switch (score(executor, sample)) {
      case Outcome.Scored(List<Tensor> outputs) -> {
        Tensor.closeAll(outputs);
        yield "scored %s in %.1f ms".formatted(source, (System.nanoTime() - startNanos) / 1e6);
      }
      case Outcome.Refused refused ->
          "could not score %s: %s".formatted(source, refused.refusal().message());
      case Outcome.Failed(Throwable cause) ->
          throw new ModelLoadException("the model fails at " + source + ": " + cause, cause);
    };
  }

  private Outcome score(InstanceExecutor executor, SampleRequest sample) {
    try (RequestDecoder decoder = new RequestDecoder(executor.signature(), pool)) {
      decoder.feed(ByteBuffer.wrap(sample.body().getBytes(StandardCharsets.UTF_8)));
      return switch (decoder.finish()) {
        case Decoded.Rejected rejected -> new Outcome.Refused(rejected.refusal());
        case Decoded.Inputs(List<Tensor> inputs) -> {
          CompletableFuture<Outcome> outcome = new CompletableFuture<>();
          executor.submit(inputs, outcome::complete);
          yield outcome.join();
        }
      };
    }
  }
}
