package io.scoria.benchmarks.soak;

import io.scoria.benchmarks.process.ChildProcess;
import io.scoria.benchmarks.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a server under a mixed load for long, and looks again and again at what it holds. */
public final class Soak {
  private static final long READY_TIMEOUT_MS = 120_000;
  private static final String KEY = "hW4nT9xQ2vLk7RzB5cYp8JdM";
  private static final double MEMORY_SHARE = 0.05;
  private static final double DESCRIPTORS = 40; // connections that are under way at a look
  private static final double THREADS = 2;

  private final Path serverJar;
  private final Path model;
  private final Path work;
  private final Consumer<String> progress;

  /**
   * Nothing runs yet.
   *
   * @param model that is served
   * @param work for what the server writes
   * @param progress told a line now and then
   */
  public Soak(Path serverJar, Path model, Path work, Consumer<String> progress) {
    this.serverJar = serverJar;
    this.model = model;
    this.work = work;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param counts how often each thing happened to the clients
   * @param wrong how often a client was answered otherwise than it had to be
   */
  public record Result(
      double seconds,
      double warmUpSeconds,
      List<Holdings> holdings,
      Map<String, Long> counts,
      long wrong) {
    public List<Flatness> verdicts() {
      return List.of(
          Flatness.of(
              "resident memory, MiB",
              holdings,
              each -> each.residentBytes() >> 20,
              warmUpSeconds,
              MEMORY_SHARE,
              0),
          Flatness.of(
              "descriptors", holdings, Holdings::descriptors, warmUpSeconds, 0, DESCRIPTORS),
          Flatness.of("threads", holdings, Holdings::threads, warmUpSeconds, 0, THREADS));
    }

    public boolean isMet() {
      return wrong == 0 && verdicts().stream().allMatch(Flatness::isMet);
    }
  }

  /**
   * Blocks for the time of the run.
   *
   * @param seconds of load, the warm-up among them
   * @param everySeconds between two looks
   */
  public Result run(double seconds, double warmUpSeconds, double everySeconds)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "serve",
            model.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--log-format",
            "text", // whose line READY is waited for
            "--drain-delay",
            "0");
    List<String> command = JavaCommand.jar(serverJar, List.of("-Xmx256m"), arguments);
    Map<String, String> environment =
        Map.of("SCORIA_PRIMARY_KEY", KEY, "SCORIA_STATE_DIR", work.resolve("state").toString());
    try (ChildProcess server =
        ChildProcess.start(command, environment, work.resolve("logs/soak.log"))) {
      URI url = server.awaitReady(READY_TIMEOUT_MS);
      MixedLoad load = new MixedLoad(url.getPort(), KEY);
      try (load) {
        load.start();
        List<Holdings> holdings = watch(server.pid(), load, seconds, everySeconds);
        return new Result(seconds, warmUpSeconds, holdings, load.counts(), load.wrong());
      }
    }
  }

  private List<Holdings> watch(long pid, MixedLoad load, double seconds, double everySeconds)
      throws IOException, InterruptedException {
    List<Holdings> all = new ArrayList<>();
    long startNanos = System.nanoTime();
    for (double at = 0; at <= seconds; at += everySeconds) {
      long dueNanos = startNanos + (long) (at * 1e9);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, dueNanos - System.nanoTime()));
      Holdings now = Holdings.of(pid, at);
      all.add(now);
      progress.accept(
          "%.0f s: %d MiB, %d descriptors, %d threads; %d wrong answers"
              .formatted(
                  at, now.residentBytes() >> 20, now.descriptors(), now.threads(), load.wrong()));
    }
    return all;
  }
}
