package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.process.CpuTime;
import io.scoria.benchmarks.process.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Entry scripts: in Python beside the same script behind Flask and gunicorn, one worker each; in
 * Java beside the same model without one.
 *
 * @param python interpreter that has Flask, gunicorn and NumPy
 * @param progress told each step in a line for people
 */
public record ScriptBenchmark(
    Folders folders, Settings.Closed closed, String python, Consumer<String> progress) {
  private static final String BY_HAND = "Flask, gunicorn";
  private static final List<String> JSON = List.of("Content-Type: application/json");

  /** Measures, which takes some minutes. */
  public List<ScriptComparison> run() throws IOException, InterruptedException {
    List<ScriptComparison> results = new ArrayList<>();
    Path scripts = folders.entryScripts();
    for (int connections : closed.connections()) {
      results.add(
          compare(
              "a no-op `score.py`",
              connections,
              () -> List.of(scoria(scripts.resolve("no-op")), byHand(scripts.resolve("no-op")))));
      results.add(
          compare(
              "iris in `score.py` (NumPy)",
              connections,
              () -> List.of(scoria(scripts.resolve("iris")), byHand(scripts.resolve("iris")))));
      results.add(
          compare(
              "iris in ONNX behind `Score.java`",
              connections,
              () -> List.of(javaScript(scripts.resolve("java")), modelAlone())));
    }
    return results;
  }

  /** Starts the servers of a comparison. */
  private interface Start {
    List<ScriptSubject> start() throws IOException, InterruptedException;
  }

  private ScriptComparison compare(String title, int connections, Start start)
      throws IOException, InterruptedException {
    progress.accept(title + " at " + connections + " connections");
    List<ScriptSubject> servers = start.start();
    try (LoadGenerator generator = new LoadGenerator(closed.clientThreads())) {
      ClosedLoops loops = new ClosedLoops(generator, closed);
      List<CpuTime> allBefore = new ArrayList<>();
      List<CpuTime> workersBefore = new ArrayList<>();
      for (ScriptSubject server : servers) {
        progress.accept(
            "  warm-up of " + server.name() + ": " + Lines.of(loops.warmUp(server.subject())));
        allBefore.add(server.subject().cpu().read());
        workersBefore.add(server.workers().read());
      }
      List<Rounds> rounds =
          loops.measure(
              servers.stream().map(ScriptSubject::subject).toList(), connections, Turn.NONE);
      List<ScriptRounds> results = new ArrayList<>();
      for (int i = 0; i < servers.size(); i++) {
        ScriptSubject server = servers.get(i);
        double all = server.subject().cpu().read().minus(allBefore.get(i)).totalNanos();
        double workers = server.workers().read().minus(workersBefore.get(i)).totalNanos();
        results.add(new ScriptRounds(server.name(), rounds.get(i), workers / all));
        progress.accept("  " + server.name() + ": " + Lines.of(connections, rounds.get(i)));
      }
      return new ScriptComparison(title, connections, results);
    } finally {
      servers.forEach(ScriptSubject::close);
    }
  }

  private ScriptSubject scoria(Path folder) throws IOException, InterruptedException {
    return scoria("Scoria, `score.py`", folder, "score.py", List.of("--python", python));
  }

  private ScriptSubject javaScript(Path folder) throws IOException, InterruptedException {
    return scoria(
        "Scoria, `Score.java`",
        folders.sampleModel("iris"),
        folder.resolve("Score.java").toString(),
        List.of());
  }

  private ScriptSubject scoria(String name, Path model, String script, List<String> more)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(more);
    options.add("--entry-script");
    options.add(model.resolve(script).toString());
    return serve(name, model, options);
  }

  private ScriptSubject modelAlone() throws IOException, InterruptedException {
    return serve("Scoria, the model alone", folders.sampleModel("iris"), List.of());
  }

  private ScriptSubject serve(String name, Path model, List<String> options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("serve", model.toString(), "--port", "0"));
    arguments.addAll(List.of("--log-format", "text")); // whose READY line is waited for
    arguments.addAll(options);
    List<String> headers = new ArrayList<>(JSON);
    headers.add("Authorization: Bearer " + Servers.KEY);
    return ScriptSubject.start(
        name,
        JavaCommand.jar(folders.serverJar(), List.of(), arguments),
        Map.of(
            "SCORIA_PRIMARY_KEY",
            Servers.KEY,
            "SCORIA_STATE_DIR",
            folders.work().resolve("state").toString(),
            "SCORIA_DRAIN_DELAY",
            "0"),
        folders.log("scoria-script"),
        headers,
        body());
  }

  private ScriptSubject byHand(Path folder) throws IOException, InterruptedException {
    Path scripts = folders.entryScripts();
    return ScriptSubject.start(
        BY_HAND,
        List.of(
            python,
            "-m",
            "gunicorn",
            "--config",
            scripts.resolve("gunicorn.conf.py").toString(),
            "by_hand:app"),
        Map.of("PYTHONPATH", scripts + ":" + folder, "AZUREML_MODEL_DIR", folder.toString()),
        folders.log("by-hand"),
        JSON,
        body());
  }

  private byte[] body() throws IOException {
    Path sample = folders.sampleModel("iris").resolve("sample-request.json");
    return Files.readString(sample).strip().getBytes(StandardCharsets.UTF_8);
  }
}
