package io.scoria.pipeline;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How long a call may take: what the service allows, or less where its client asks for less. */
final class Timeouts {
  /** In milliseconds, from the arrival of the request's head to its answer. */
  static final String HEADER = "x-scoring-timeout-ms";

  private final long scoringTimeoutMs;
  private final Asked usual;

  Timeouts(long scoringTimeoutMs) {
    this.scoringTimeoutMs = scoringTimeoutMs;
    usual = new Asked.For(scoringTimeoutMs);
  }

  /** What a head asks for. */
  sealed interface Asked {
    record For(long timeoutMs) implements Asked {}

    record Not(Refusal refusal) implements Asked {}

    /** Not known before that has ended. */
    record Later(CompletionStage<?> ended) implements Asked {}
  }

  Asked of(RequestHead head) {
    List<String> values = head.headers(HEADER);
    if (values.isEmpty()) {
      return usual;
    }
    String value = values.getFirst().strip();
    boolean whole = value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (values.size() > 1 || value.isEmpty() || !whole || Long.parseLong(value) == 0) {
      return new Asked.Not(
          new Refusal(
              Reason.INVALID_REQUEST,
              "The header " + HEADER + " must be one whole number of milliseconds, 1 or more."));
    }
    return new Asked.For(Math.min(Long.parseLong(value), scoringTimeoutMs));
  }
}
