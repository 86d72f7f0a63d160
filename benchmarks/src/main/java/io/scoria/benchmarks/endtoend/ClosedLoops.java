package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.ClosedPlan;
import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.load.LoadResult;
import java.util.ArrayList;
import java.util.List;

/** Closed loops against one server or two that take turns. */
final class ClosedLoops {
  private static final int WARM_UP_CONNECTIONS = 16;
  private static final double SHORT_WARM_UP_SECONDS = 0.4;

  /** A server so slow that its windows are this long together gets no more of them. */
  private static final double MAX_SECONDS_IN_WINDOWS = 10;

  private final LoadGenerator generator;
  private final Settings.Closed settings;

  ClosedLoops(LoadGenerator generator, Settings.Closed settings) {
    this.generator = generator;
    this.settings = settings;
  }

  /** Lets a server compile what it needs. Nothing counts. */
  void warmUp(Subject subject) throws InterruptedException {
    ClosedPlan plan =
        new ClosedPlan(
            WARM_UP_CONNECTIONS,
            settings.warmUpSeconds(),
            SHORT_WARM_UP_SECONDS,
            subject.expectedLength());
    generator.closedLoop(subject.target(), subject.request(), plan, subject.cpu());
    subject.awaitIdle();
  }

  /** Measures servers in turns, so that what disturbs the machine disturbs each of them. */
  List<Rounds> measure(List<Subject> subjects, int connections) throws InterruptedException {
    List<List<LoadResult>> windows = new ArrayList<>();
    subjects.forEach(subject -> windows.add(new ArrayList<>()));
    for (int round = 0; round < settings.rounds(); round++) {
      for (int i = 0; i < subjects.size(); i++) {
        if (secondsOf(windows.get(i)) < MAX_SECONDS_IN_WINDOWS) {
          windows.get(i).add(measureOnce(subjects.get(i), connections));
        }
      }
    }
    return windows.stream().map(Rounds::new).toList();
  }

  private LoadResult measureOnce(Subject subject, int connections) throws InterruptedException {
    ClosedPlan plan =
        new ClosedPlan(
            connections, SHORT_WARM_UP_SECONDS, settings.seconds(), subject.expectedLength());
    LoadResult result =
        generator.closedLoop(subject.target(), subject.request(), plan, subject.cpu());
    subject.awaitIdle();
    return result;
  }

  private static double secondsOf(List<LoadResult> windows) {
    return windows.stream().mapToDouble(LoadResult::seconds).sum();
  }
}
