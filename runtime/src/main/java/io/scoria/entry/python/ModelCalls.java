package io.scoria.entry.python;

import io.scoria.call.Call;
import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.call.Servable;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls that scripts make to the model of the server. Thread-safe. */
final class ModelCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ModelCalls.class);
  private static final byte INVALID_INPUT = 0;
  private static final byte FAILED = 1;
  private static final int CLIENT_ERROR = 4;

  private final Optional<Servable> model;
  private final BufferPool pool;

  ModelCalls(Optional<Servable> model, BufferPool pool) {
    this.model = model;
    this.pool = pool;
  }

  /** Runs the model on the tensors of the request, and sends what came of it; blocks. */
  void answer(FrameChannel channel, ByteBuffer request, long deadlineNanos)
      throws IOException, InterruptedException {
    Answer answer =
        model.isEmpty()
            ? error(FAILED, "the server holds no model")
            : run(model.get(), request, deadlineNanos);
    channel.send(answer.kind(), answer.payload());
  }

  private record Answer(int kind, ByteBuffer payload) {}

  private Answer run(Servable servable, ByteBuffer request, long deadlineNanos)
      throws InterruptedException {
    ModelInputs inputs = new ModelInputs(servable.signature().inputs(), pool);
    Optional<String> problem = inputs.read(request);
    if (problem.isPresent()) {
      return error(INVALID_INPUT, problem.get());
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    List<String> names = servable.signature().outputs().stream().map(TensorSpec::name).toList();
    servable.submit(
        new Call(
            inputs.tensors(),
            System.nanoTime(),
            deadlineNanos,
            null,
            outcome -> answer.complete(answer(names, outcome))));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Never throws: who waits is told in any case. */
  private static Answer answer(List<String> names, Outcome outcome) {
    try {
      return switch (outcome) {
        case Outcome.Scored scored ->
            new Answer(Kind.MODEL_OUTPUTS, TensorCodec.encode(names, scored));
        case Outcome.Refused(Refusal refusal) -> {
          boolean input = refusal.reason().status() / 100 == CLIENT_ERROR;
          yield error(input ? INVALID_INPUT : FAILED, refusal.message());
        }
        case Outcome.Failed(Throwable cause) -> failed(cause);
        case Outcome.Abandoned() -> error(FAILED, "the call was given up");
      };
    } catch (RuntimeException | OutOfMemoryError e) {
      return failed(e);
    }
  }

  private static Answer failed(Throwable cause) {
    LOG.error("the model failed in a call of a script", cause);
    return error(FAILED, "the model failed; the server's log says why");
  }

  private static Answer error(byte what, String message) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(1 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    return new Answer(Kind.MODEL_ERROR, payload.put(what).put(text).flip());
  }
}
