package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a call and keeps how it ended: its values, or the reason in their place. */
final class Caller {
  private static final long WAIT_SECONDS = 20;

  final Call call;
  private final CompletableFuture<Object> ending = new CompletableFuture<>();

  private Caller(Tensor input, long deadlineNanos, @Nullable Loop loop) {
    call = new Call(List.of(input), System.nanoTime(), deadlineNanos, loop, this::end);
  }

  static Caller of(Tensor input) {
    return new Caller(input, System.nanoTime() + TimeUnit.MINUTES.toNanos(5), null);
  }

  static Caller on(@Nullable Loop loop, Tensor input) {
    return new Caller(input, System.nanoTime() + TimeUnit.MINUTES.toNanos(5), loop);
  }

  static Caller withDeadline(long deadlineNanos, Tensor input) {
    return new Caller(input, deadlineNanos, null);
  }

  /** The values of the answer. */
  Object ending() throws Exception {
    return ending.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  boolean hasEnded() {
    return ending.isDone();
  }

  private void end(Outcome outcome) {
    boolean first =
        ending.complete(
            switch (outcome) {
              case Outcome.Scored scored -> values(scored);
              case Outcome.Refused(Refusal refusal) -> refusal.reason();
              case Outcome.Failed(Throwable cause) -> cause;
              case Outcome.Abandoned abandoned -> "abandoned";
            });
    if (!first) {
      throw new IllegalStateException("ended twice");
    }
  }

  private static List<Float> values(Outcome.Scored scored) {
    DenseTensor output = (DenseTensor) scored.outputs().getFirst();
    boolean whole = scored.rows() == Outcome.Scored.WHOLE;
    long rows = whole ? output.shape().dim(0) : scored.rows();
    long columns = output.shape().dim(1);
    List<Float> values = new ArrayList<>();
    for (long i = 0; i < rows * columns; i++) {
      long index = scored.firstRow() * columns + i;
      values.add(output.data().getFloat((int) index * Float.BYTES));
    }
    return values;
  }
}
