package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.Answer;
import io.scoria.benchmarks.load.LengthRange;
import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.load.RequestBytes;
import io.scoria.benchmarks.process.ProcessorSet;
import io.scoria.benchmarks.process.ProcessorSplit;
import io.scoria.benchmarks.process.Separation;
import io.scoria.benchmarks.yardstick.BareRounds;
import io.scoria.benchmarks.yardstick.BareTable;
import io.scoria.benchmarks.yardstick.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The end-to-end benchmark: every scenario, Scoria and its yardsticks side by side. */
public final class Harness implements AutoCloseable {
  private static final double NOTED_OTHERS_SHARE = 0.05;

  private final Settings settings;
  private final Consumer<String> progress;
  private final ModelShelf shelf;
  private final Servers servers;
  private final LoadGenerator generator;
  private final ClosedLoops closedLoops;
  private final OpenStage openStage;

  private final Map<BenchmarkModel, BareTable> bareTables = new EnumMap<>(BenchmarkModel.class);
  private final Map<BenchmarkModel, String> decisions = new EnumMap<>(BenchmarkModel.class);
  private final List<ScenarioResult> results = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<ProcessorSplit> split = Optional.empty(); // of closed loops

  /**
   * Starts the load generator.
   *
   * @param progress told each step in a line for people
   */
  public Harness(Folders folders, Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    shelf = new ModelShelf(folders);
    servers = new Servers(folders, settings);
    generator = new LoadGenerator(settings.closed().clientThreads());
    closedLoops = new ClosedLoops(generator, settings.closed());
    openStage = new OpenStage(servers, settings, generator, progress, this::note);
  }

  /** Measures everything, which takes minutes. Called once. */
  public Results run() throws IOException, InterruptedException {
    for (BenchmarkModel model : BenchmarkModel.values()) {
      List<Workload> ofModel =
          settings.workloads().stream().filter(each -> each.model() == model).toList();
      if (!ofModel.isEmpty()) {
        runModel(model, ofModel);
      }
    }
    return new Results(bareTables, decisions, results, notes, split);
  }

  private void runModel(BenchmarkModel model, List<Workload> workloads)
      throws IOException, InterruptedException {
    Optional<Path> folder = shelf.folder(model);
    if (folder.isEmpty()) {
      note(shelf.missing(model));
      return;
    }
    int rows = workloads.stream().mapToInt(Workload::rows).max().orElseThrow();
    int mostRows = settings.closed().connections().getLast() * rows;
    results.addAll(
        openStage.addTo(runClosed(model, workloads, folder.get(), mostRows), model, folder.get()));
  }

  /** Processors for servers of their own in closed loops, where that is wanted. */
  private Separation separate() throws IOException, InterruptedException {
    if (!settings.apart()) {
      return Separation.none();
    }
    Separation separation = Separation.begin();
    if (separation.split().isEmpty()) {
      throw new IOException("--apart needs two processors, and taskset of util-linux");
    }
    return separation;
  }

  /** Of servers in closed loops; empty where they share those of the load generator. */
  private Optional<ProcessorSet> serverProcessors() {
    return split.map(ProcessorSplit::server);
  }

  /** The closed loops, whose server has ended when they are done. */
  private List<ScenarioResult> runClosed(
      BenchmarkModel model, List<Workload> workloads, Path folder, int mostRows)
      throws IOException, InterruptedException {
    try (Separation separation = separate()) {
      split = separation.split();
      progress.accept(model.label() + ": bare ONNX Runtime ...");
      BareTable sweep = servers.sweep(model, folder, mostRows, serverProcessors());
      bareTables.put(model, sweep);
      progress.accept(Lines.of(sweep));
      return runScenarios(model, workloads, folder, sweep);
    }
  }

  private List<ScenarioResult> runScenarios(
      BenchmarkModel model, List<Workload> workloads, Path folder, BareTable sweep)
      throws IOException, InterruptedException {
    List<ScenarioResult> closed = new ArrayList<>();
    try (ScoriaServer scoria = servers.scoria(model, folder, serverProcessors());
        BareModel bare = servers.bare(model, folder, sweep, serverProcessors())) {
      String decision = scoria.model().decision();
      decisions.put(model, decision);
      progress.accept("  Scoria runs it by " + decision);
      for (Workload workload : workloads) {
        for (Wire wire : settings.wires()) {
          closed.add(tryScenario(new Scenario(workload, wire), scoria, bare));
        }
      }
    }
    return closed;
  }

  /** A server that ends under load costs its own scenario, and not the whole run. */
  private ScenarioResult tryScenario(Scenario scenario, ScoriaServer scoria, BareModel bare)
      throws InterruptedException {
    try {
      return runScenario(scenario, scoria, bare);
    } catch (IOException | UncheckedIOException e) {
      note("%s failed: %s".formatted(scenario.name(), e.getMessage()));
      return ScenarioResult.refused(scenario, 0, "it failed: " + e.getMessage());
    }
  }

  private ScenarioResult runScenario(Scenario scenario, ScoriaServer scoria, BareModel bare)
      throws IOException, InterruptedException {
    RequestBytes request = scenario.request();
    Answer answer = Subject.probe(scoria.server().target(), request);
    Optional<String> problem = Subject.problem(answer);
    if (problem.isPresent()) {
      progress.accept("%s: not served: %s".formatted(scenario.name(), problem.get()));
      return ScenarioResult.refused(scenario, request.bodyBytes(), problem.get());
    }
    long bytes = answer.bodyBytes();
    Subject subject = scoria.subject(request, scenario.expectedLength(bytes));
    List<ClosedResult> closed = runClosed(scenario, subject, bytes, bare);
    return new ScenarioResult(
        scenario, request.bodyBytes(), Optional.empty(), closed, Optional.empty());
  }

  private List<ClosedResult> runClosed(
      Scenario scenario, Subject scoria, long answerBytes, BareModel bare)
      throws IOException, InterruptedException {
    List<ClosedResult> closed = new ArrayList<>();
    try (Server server = servers.constant(answerBytes, scenario.wire(), serverProcessors())) {
      LengthRange expected = LengthRange.exactly(answerBytes);
      Subject constant =
          new Subject(server.target(), scoria.request(), server.cpu(), expected, BatchMeter.NONE);
      warmUp(scenario, constant, scoria);
      for (int connections : settings.closed().connections()) {
        BareTurns turns = bare.turns(connections * scenario.workload().rows());
        List<Rounds> both = closedLoops.measure(List.of(constant, scoria), connections, turns);
        int bodyBytes = scoria.request().bodyBytes();
        ClosedResult result = compare(scenario, bodyBytes, connections, both, turns.cheapest());
        closed.add(result);
        report(scenario, result);
      }
    }
    return closed;
  }

  private void warmUp(Scenario scenario, Subject constant, Subject scoria)
      throws InterruptedException {
    WarmUp ofConstant = closedLoops.warmUp(constant);
    WarmUp ofScoria = closedLoops.warmUp(scoria);
    progress.accept(
        "%s: warm-up: Netty %s, Scoria %s"
            .formatted(scenario.name(), Lines.of(ofConstant), Lines.of(ofScoria)));
    if (!ofConstant.settled() || !ofScoria.settled()) {
      notes.add(
          "%s was measured while requests may still have become cheaper; warm-up: Netty %s, Scoria %s"
              .formatted(scenario.name(), Lines.of(ofConstant), Lines.of(ofScoria)));
    }
  }

  private static ClosedResult compare(
      Scenario scenario, int bodyBytes, int connections, List<Rounds> both, BareRounds bare) {
    Rounds constant = both.getFirst();
    double httpNanos = constant.serverNanosPerRequest();
    long jsonBytes = scenario.jsonBytes(bodyBytes);
    Limit limit = Limit.of(bare, scenario.workload().rows(), httpNanos, jsonBytes);
    return new ClosedResult(connections, constant, both.getLast(), bare, limit);
  }

  private void report(Scenario scenario, ClosedResult result) {
    progress.accept(Lines.of(scenario, result));
    String where = "%s at %d".formatted(scenario.name(), result.connections());
    noteTrouble(where + ", Netty's constant answer", result.constant());
    noteTrouble(where, result.scoria());
  }

  private void noteTrouble(String where, Rounds rounds) {
    if (rounds.errors() > 0) {
      note("%s: %d errors, the first: %s".formatted(where, rounds.errors(), rounds.firstProblem()));
    }
    if (rounds.othersShare() > NOTED_OTHERS_SHARE) {
      double percent = 100 * rounds.othersShare();
      note("%s: %.0f %% of the processors' time went elsewhere".formatted(where, percent));
    }
  }

  private void note(String text) {
    notes.add(text);
    progress.accept("NOTE " + text);
  }

  @Override
  public void close() {
    generator.close();
  }
}
