package io.scoria.server;

import io.scoria.call.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Whether the server lives, is ready and has started. Live means that its event loops turn, and
 * nothing of models: a new process would not load them better. Thread-safe; nothing of it blocks.
 */
final class Probes {
  /**
   * What runs on a loop takes a fraction of a millisecond, so a loop that is this late is stuck;
   * and a pause of the machine, or a processor that is lent out, is no reason to restart.
   */
  private static final long LOOP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier loopDelayNanos;
  private final List<Check> ready;
  private volatile boolean started; // set by any thread, never unset

  /**
   * @param loopDelayNanos how late the slowest event loop is
   * @param ready what must hold beside that, so that calls can be scored
   */
  Probes(LongSupplier loopDelayNanos, List<Check> ready) {
    this.loopDelayNanos = loopDelayNanos;
    List<Check> all = new ArrayList<>(List.of(loops()));
    all.addAll(ready);
    this.ready = List.copyOf(all);
  }

  /**
   * All of them.
   *
   * @param trusted who is told why a check fails
   */
  List<Probe> probes(Predicate<RequestHead> trusted) {
    List<Check> first = List.of(new Check("ready-once", this::startProblem));
    return List.of(
        new Probe(ManagementGate.LIVE, "live", "Not live", List.of(loops()), trusted),
        new Probe(ManagementGate.READY, "ready", "Not ready to score", ready, trusted),
        new Probe(ManagementGate.STARTED, "started", "Not started", first, trusted));
  }

  private Check loops() {
    return new Check("event-loops", this::loopProblem);
  }

  private Optional<String> loopProblem() {
    long lateNanos = loopDelayNanos.getAsLong();
    return lateNanos < LOOP_LIMIT_NANOS
        ? Optional.empty()
        : Optional.of("one has not turned for " + TimeUnit.NANOSECONDS.toSeconds(lateNanos) + " s");
  }

  /** What /readyz answers. */
  boolean isReady() {
    return ready.stream().allMatch(check -> check.problem().get().isEmpty());
  }

  /** Why the server has never been ready; empty from the first time on that it is seen to be. */
  Optional<String> startProblem() {
    if (started) {
      return Optional.empty();
    }
    Optional<String> problem =
        ready.stream().flatMap(check -> check.problem().get().stream()).findFirst();
    started = problem.isEmpty();
    return problem;
  }
}
