package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.Answer;
import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.load.RequestBytes;
import io.scoria.benchmarks.process.ProcessorSplit;
import io.scoria.benchmarks.process.Separation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The open loops of a model, against a server of their own. Where that can be, it has one half of
 * the processors and the load generator the other: far beyond the peak the load generator needs so
 * many that a server which shared them would be measured at that.
 */
final class OpenStage {
  /** At these the peak is looked for; at no more than closed loops have. */
  private static final List<Integer> PEAK_CONNECTIONS = List.of(64, 256);

  private final Servers servers;
  private final Settings settings;
  private final ClosedLoops closedLoops;
  private final OpenLoops openLoops;
  private final int clientThreads;
  private final Consumer<String> progress;
  private final Consumer<String> note;

  /**
   * @param progress told each step in a line for people
   * @param note told what the report should say
   */
  OpenStage(
      Servers servers,
      Settings settings,
      LoadGenerator generator,
      Consumer<String> progress,
      Consumer<String> note) {
    this.servers = servers;
    this.settings = settings;
    this.progress = progress;
    this.note = note;
    closedLoops = new ClosedLoops(generator, settings.closed());
    openLoops = new OpenLoops(generator, settings.open());
    clientThreads = generator.threads();
  }

  /**
   * Measures those scenarios that settings name and that were served in closed loops.
   *
   * @param closed all scenarios of the model
   * @return the same, with open loops where there are some
   */
  List<ScenarioResult> addTo(List<ScenarioResult> closed, BenchmarkModel model, Path folder)
      throws InterruptedException {
    if (closed.stream().noneMatch(this::wanted)) {
      return closed;
    }
    try (Separation separation = Separation.begin();
        ScoriaServer scoria =
            servers.scoria(model, folder, separation.split().map(ProcessorSplit::server))) {
      String decision = scoria.model().decision();
      Arrangement arrangement = Arrangement.of(separation.split(), clientThreads, decision);
      progress.accept(model.label() + ": open loops. " + arrangement.toSentence());
      progress.accept("  Scoria runs it by " + decision);
      List<ScenarioResult> results = new ArrayList<>();
      for (ScenarioResult each : closed) {
        results.add(wanted(each) ? tryScenario(each, scoria, arrangement) : each);
      }
      return results;
    } catch (IOException e) {
      note.accept("%s: no open loops: %s".formatted(model.label(), e.getMessage()));
      return closed;
    }
  }

  private boolean wanted(ScenarioResult result) {
    return result.refusal().isEmpty() && settings.open().scenarios().contains(result.scenario());
  }

  private ScenarioResult tryScenario(
      ScenarioResult closed, ScoriaServer scoria, Arrangement arrangement)
      throws InterruptedException {
    try {
      return closed.withOpen(measure(closed.scenario(), scoria, arrangement));
    } catch (IOException | UncheckedIOException e) {
      note.accept("%s: open loops failed: %s".formatted(closed.scenario().name(), e.getMessage()));
      return closed;
    }
  }

  private OpenResult measure(Scenario scenario, ScoriaServer scoria, Arrangement arrangement)
      throws IOException, InterruptedException {
    RequestBytes request = scenario.request();
    Answer answer = Subject.probe(scoria.server().target(), request);
    Optional<String> problem = Subject.problem(answer);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    Subject subject = scoria.subject(request, scenario.expectedLength(answer.bodyBytes()));
    warmUp(scenario, subject);
    Rounds unloaded = rounds(subject, 1);
    double peak = 0;
    for (int connections : peakConnections(settings.closed().connections().getLast())) {
      peak = Math.max(peak, rounds(subject, connections).throughput());
    }
    if (peak == 0) {
      throw new IOException("no request was scored");
    }
    return openLoops.measure(
        subject, arrangement, peak, unloaded, point -> report(scenario, point));
  }

  private void warmUp(Scenario scenario, Subject subject) throws InterruptedException {
    WarmUp warmUp = closedLoops.warmUp(subject);
    progress.accept("%s: warm-up: %s".formatted(scenario.name(), Lines.of(warmUp)));
    if (!warmUp.settled()) {
      note.accept(
          "%s had its open loops while requests may still have become cheaper; warm-up: %s"
              .formatted(scenario.name(), Lines.of(warmUp)));
    }
  }

  private Rounds rounds(Subject subject, int connections) throws InterruptedException {
    Rounds rounds = closedLoops.measure(List.of(subject), connections, Turn.NONE).getFirst();
    progress.accept("  " + Lines.of(connections, rounds));
    return rounds;
  }

  static List<Integer> peakConnections(int most) {
    return PEAK_CONNECTIONS.stream().map(each -> Math.min(each, most)).distinct().toList();
  }

  private void report(Scenario scenario, OpenResult.Point point) {
    progress.accept(Lines.of(point));
    String problem = point.result().firstProblem();
    if (!problem.isEmpty()) {
      long errors = point.result().counts().errors();
      note.accept(
          "%s, open loop at %d %%: %d errors, the first: %s"
              .formatted(scenario.name(), point.percent(), errors, problem));
    }
  }
}
