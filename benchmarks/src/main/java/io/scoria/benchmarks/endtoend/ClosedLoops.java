package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.ClosedPlan;
import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.load.LoadResult;
import io.scoria.benchmarks.process.CpuMeter;
import io.scoria.benchmarks.process.CpuTime;
import java.util.ArrayList;
import java.util.List;

/** Closed loops against one server or two that take turns, with a yardstick beside them. */
final class ClosedLoops {
  /** A server is warmed up at no more connections than this, where fewer are measured too. */
  private static final int MAX_WARM_UP_CONNECTIONS = 64;

  private static final double WARM_UP_WINDOW_SECONDS = 1.5;
  private static final double SHORT_WARM_UP_SECONDS = 0.4;

  /** A server so slow that its windows are this long together gets no more of them. */
  private static final double MAX_SECONDS_IN_WINDOWS = 10;

  private final LoadGenerator generator;
  private final Settings.Closed settings;

  ClosedLoops(LoadGenerator generator, Settings.Closed settings) {
    this.generator = generator;
    this.settings = settings;
  }

  /**
   * Lets a server compile what it needs: until a request costs no less processor time, or no less
   * time where that of the processors is not known, and its compilers rest. Nothing counts.
   */
  WarmUp warmUp(Subject subject) throws InterruptedException {
    ClosedPlan plan =
        new ClosedPlan(
            warmUpConnections(settings.connections()),
            0,
            WARM_UP_WINDOW_SECONDS,
            subject.expectedLength());
    Settling settling = new Settling();
    long startNanos = System.nanoTime();
    boolean settled = false;
    double seconds = 0;
    while (!settled && seconds < settings.maxWarmUpSeconds()) {
      CpuTime compilers = subject.cpu().readCompilers();
      LoadResult window =
          generator.closedLoop(subject.target(), subject.request(), plan, subject.cpu());
      settled = settling.add(cost(window), compilerShare(subject.cpu(), compilers, window));
      seconds = (System.nanoTime() - startNanos) / 1e9;
    }
    subject.awaitIdle();
    return new WarmUp(seconds, settled);
  }

  /** 0 where the processor time of the server is not known. */
  private static double compilerShare(CpuMeter meter, CpuTime before, LoadResult window) {
    long all = window.cpu().server().totalNanos();
    long compilers = meter.readCompilers().minus(before).totalNanos();
    return all == 0 ? 0 : (double) compilers / all;
  }

  static int warmUpConnections(List<Integer> ascending) {
    return ascending.stream()
        .filter(each -> each <= MAX_WARM_UP_CONNECTIONS)
        .reduce((smaller, larger) -> larger)
        .orElse(ascending.getFirst());
  }

  /** Of a request: processor time of the server where it is known, else time. */
  static double cost(LoadResult window) {
    boolean known = window.cpu().server().totalNanos() > 0;
    return known ? window.serverNanosPerRequest() : 1 / window.throughput();
  }

  /**
   * Measures servers in turns, so that what disturbs the machine disturbs each of them.
   *
   * @param yardstick takes its turn in each round before the servers
   */
  List<Rounds> measure(List<Subject> subjects, int connections, Turn yardstick)
      throws InterruptedException {
    List<Turns> all = subjects.stream().map(Turns::new).toList();
    for (int round = 0; round < settings.rounds(); round++) {
      List<Turns> next =
          all.stream().filter(turns -> turns.seconds() < MAX_SECONDS_IN_WINDOWS).toList();
      if (next.isEmpty()) {
        break;
      }
      yardstick.take();
      for (Turns turns : next) {
        measureOnce(turns, connections);
      }
    }
    return all.stream().map(Turns::toRounds).toList();
  }

  /** What was measured of a server so far. */
  private static final class Turns {
    private final Subject subject;
    private final List<LoadResult> windows = new ArrayList<>();
    private BatchCounts batches = BatchCounts.NONE;

    Turns(Subject subject) {
      this.subject = subject;
    }

    double seconds() {
      return windows.stream().mapToDouble(LoadResult::seconds).sum();
    }

    void add(LoadResult window, BatchCounts ofWindow) {
      windows.add(window);
      batches = batches.plus(ofWindow);
    }

    Rounds toRounds() {
      return new Rounds(windows, batches);
    }
  }

  private void measureOnce(Turns turns, int connections) throws InterruptedException {
    Subject subject = turns.subject;
    ClosedPlan plan =
        new ClosedPlan(
            connections, SHORT_WARM_UP_SECONDS, settings.seconds(), subject.expectedLength());
    BatchMeter.OfWindow batches = new BatchMeter.OfWindow(subject.batches());
    LoadResult result =
        generator.closedLoop(subject.target(), subject.request(), plan, subject.cpu(), batches);
    turns.add(result, batches.counted());
    subject.awaitIdle();
  }
}
