package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.load.LoadResult;
import io.scoria.benchmarks.load.OpenPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Open loops against one server, through saturation and beyond. */
final class OpenLoops {
  private static final double WARM_UP_SECONDS = 1;

  /** So long a server may let a call wait, as Scoria does where nothing else is said. */
  private static final long QUEUE_WAIT_NANOS = 500_000_000;

  private static final int UNLOADED_FACTOR = 10;
  private static final double P99 = 99;

  /** Bodies that may be under way at once take so many bytes at most. */
  private static final long MAX_BYTES_UNDER_WAY = 512L << 20;

  private static final int LEAST_CONNECTIONS = 128;

  private final LoadGenerator generator;
  private final Settings.Open settings;

  OpenLoops(LoadGenerator generator, Settings.Open settings) {
    this.generator = generator;
    this.settings = settings;
  }

  /**
   * Measures every rate.
   *
   * @param arrangement in which server and load generator are
   * @param peak requests a second that count as 100 percent
   * @param unloaded a closed loop at one connection, or at as few as there are
   * @param progress told each rate when it is done
   */
  OpenResult measure(
      Subject subject,
      Arrangement arrangement,
      double peak,
      Rounds unloaded,
      Consumer<OpenResult.Point> progress)
      throws InterruptedException {
    long deadlineNanos = deadlineNanos(unloaded);
    List<OpenResult.Point> points = new ArrayList<>();
    // Under the heaviest load first, uncounted: what refuses is compiled as well as what scores.
    run(subject, peak * settings.percents().getLast() / 100, deadlineNanos);
    for (int percent : settings.percents()) {
      double rate = peak * percent / 100;
      points.add(new OpenResult.Point(percent, rate, run(subject, rate, deadlineNanos)));
      progress.accept(points.getLast());
    }
    return new OpenResult(arrangement, peak, deadlineNanos, points);
  }

  private LoadResult run(Subject subject, double rate, long deadlineNanos)
      throws InterruptedException {
    OpenPlan plan =
        new OpenPlan(
            rate,
            settings.arrivals(),
            connections(subject.request().bodyBytes()),
            WARM_UP_SECONDS,
            settings.seconds(),
            deadlineNanos,
            subject.expectedLength());
    LoadResult result =
        generator.openLoop(subject.target(), subject.request(), plan, subject.cpu());
    subject.awaitIdle();
    return result;
  }

  private long deadlineNanos(Rounds unloaded) {
    return settings.deadlineMs().isPresent()
        ? settings.deadlineMs().getAsLong() * 1_000_000
        : QUEUE_WAIT_NANOS + UNLOADED_FACTOR * unloaded.scored().getValueAtPercentile(P99);
  }

  private int connections(int bodyBytes) {
    long affordable = MAX_BYTES_UNDER_WAY / Math.max(1, bodyBytes);
    return (int) Math.min(settings.maxConnections(), Math.max(LEAST_CONNECTIONS, affordable));
  }
}
