package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.Answer;
import io.scoria.benchmarks.load.LengthRange;
import io.scoria.benchmarks.load.Probe;
import io.scoria.benchmarks.load.RequestBytes;
import io.scoria.benchmarks.load.Target;
import io.scoria.benchmarks.process.CpuMeter;
import io.scoria.benchmarks.process.CpuTime;
import java.util.Optional;

/**
 * A server and the request that is sent to it.
 *
 * @param cpu of the server; {@link CpuMeter#NONE} where it is not known
 * @param expectedLength of the body that it answers
 * @param batches that the server runs; {@link BatchMeter#NONE} where it does not tell
 */
public record Subject(
    Target target,
    RequestBytes request,
    CpuMeter cpu,
    LengthRange expectedLength,
    BatchMeter batches) {
  private static final int OK = 200;
  private static final int PROBE_TIMEOUT_MS = 20_000;
  private static final long IDLE_POLL_MS = 60;
  private static final long IDLE_LIMIT_MS = 20_000;
  private static final long IDLE_NANOS = 20_000_000;

  /** Sends the request once; where nothing comes back, that is the answer. */
  public static Answer probe(Target target, RequestBytes request) {
    return Probe.send(target, request, PROBE_TIMEOUT_MS);
  }

  /** Why the answer to a probe is of no use; empty where it is of use. */
  public static Optional<String> problem(Answer answer) {
    return switch (answer.status()) {
      case OK -> Optional.empty();
      case Probe.NO_ANSWER -> Optional.of(answer.text());
      default -> Optional.of("status %d, %s".formatted(answer.status(), answer.text()));
    };
  }

  /** Waits until the server has stopped working on what nobody waits for any more. */
  void awaitIdle() throws InterruptedException {
    CpuTime last = cpu.read();
    for (long waitedMs = 0; waitedMs < IDLE_LIMIT_MS; waitedMs += IDLE_POLL_MS) {
      Thread.sleep(IDLE_POLL_MS);
      CpuTime now = cpu.read();
      if (now.minus(last).totalNanos() < IDLE_NANOS) {
        return;
      }
      last = now;
    }
  }
}
