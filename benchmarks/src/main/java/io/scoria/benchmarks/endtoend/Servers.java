package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.process.JavaCommand;
import io.scoria.benchmarks.process.ProcessorSet;
import io.scoria.benchmarks.process.Taskset;
import io.scoria.benchmarks.yardstick.BareRuntime;
import io.scoria.benchmarks.yardstick.BareTable;
import io.scoria.benchmarks.yardstick.BareWorker;
import io.scoria.benchmarks.yardstick.ConstantServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the processes that are measured. */
final class Servers {
  static final String KEY = "benchmark-key-0123456789";
  private static final String MANAGEMENT = "Management: ";
  private static final long READY_TIMEOUT_MS = 120_000;
  private static final long BARE_TIMEOUT_MS = 900_000;

  private final Folders folders;
  private final Settings settings;

  Servers(Folders folders, Settings settings) {
    this.folders = folders;
    this.settings = settings;
  }

  /**
   * Scoria as it is started in service, key authentication on.
   *
   * @param processors that it may use; empty for those of this process
   */
  ScoriaServer scoria(BenchmarkModel model, Path folder, Optional<ProcessorSet> processors)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                folder.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--management-port",
                "0",
                "--log-format",
                "text")); // whose READY line is waited for
    arguments.addAll(settings.serverOptions());
    List<String> java = JavaCommand.jar(folders.serverJar(), settings.jvmOptions(), arguments);
    List<String> command = on(processors, java);
    Map<String, String> environment =
        Map.of(
            "SCORIA_PRIMARY_KEY",
            KEY,
            "SCORIA_STATE_DIR",
            folders.work().resolve("state").toString(),
            "SCORIA_DRAIN_DELAY",
            "0");
    String name = (processors.isPresent() ? "scoria-apart-" : "scoria-") + model.label();
    Server server = start(command, environment, name);
    try {
      return new ScoriaServer(server, URI.create(server.printed(MANAGEMENT)));
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Netty's constant answer, of so many bytes. */
  Server constant(long bodyBytes, Wire wire, Optional<ProcessorSet> processors)
      throws IOException, InterruptedException {
    List<String> arguments = List.of(String.valueOf(bodyBytes), wire.mediaType());
    List<String> command = JavaCommand.main(ConstantServer.class, settings.jvmOptions(), arguments);
    return start(on(processors, command), Map.of(), "constant");
  }

  private static List<String> on(Optional<ProcessorSet> processors, List<String> command) {
    return processors.map(each -> Taskset.on(each, command)).orElse(command);
  }

  private Server start(List<String> command, Map<String, String> environment, String name)
      throws IOException, InterruptedException {
    ChildProcess process = ChildProcess.start(command, environment, folders.log(name));
    try {
      return new Server(process, process.awaitReady(READY_TIMEOUT_MS));
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Sweeps bare ONNX Runtime over batch sizes and thread layouts, which takes a minute. */
  BareTable sweep(
      BenchmarkModel model, Path folder, int maxBatch, Optional<ProcessorSet> processors)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            folder.resolve("model.onnx").toString(),
            String.valueOf(maxBatch),
            String.valueOf(settings.bareSeconds()));
    List<String> command = JavaCommand.main(BareRuntime.class, List.of(), arguments);
    Path log = folders.log("bare-" + model.label());
    try (ChildProcess process = ChildProcess.start(on(processors, command), Map.of(), log)) {
      return BareTable.parse(process.awaitOutput(BARE_TIMEOUT_MS));
    }
  }

  /** Starts bare ONNX Runtime that runs again, when it is asked, what a sweep found cheap. */
  BareModel bare(
      BenchmarkModel model, Path folder, BareTable sweep, Optional<ProcessorSet> processors)
      throws IOException {
    List<String> arguments = List.of(folder.resolve("model.onnx").toString());
    List<String> command = JavaCommand.main(BareWorker.class, List.of(), arguments);
    Path log = folders.log("bare-turns-" + model.label());
    ChildProcess worker = ChildProcess.startAsked(on(processors, command), Map.of(), log);
    return new BareModel(sweep, worker, settings.bareSeconds());
  }
}
