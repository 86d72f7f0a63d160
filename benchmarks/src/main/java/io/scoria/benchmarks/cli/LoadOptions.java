package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.Scenario;
import io.scoria.benchmarks.endtoend.Settings;
import io.scoria.benchmarks.load.LoadGenerator;
import io.scoria.benchmarks.load.OpenPlan.Arrivals;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options of everything that sends load. Their values are checked when they are asked for, with an
 * {@link IllegalArgumentException}.
 */
final class LoadOptions {
  private static final int MAX_CONNECTIONS = 8192;
  private static final double MAX_SECONDS = 600;
  private static final int MAX_ROUNDS = 100;
  private static final int MAX_PERCENT = 1000;
  private static final int MAX_THREADS = 1024;
  private static final double MAX_WARM_UP_SECONDS = 60;
  private static final double QUICK_MAX_WARM_UP_SECONDS = 3;
  private static final List<Integer> CONNECTIONS = List.of(1, 16, 64, 256);
  private static final List<Integer> QUICK_CONNECTIONS = List.of(1, 64);
  private static final List<Integer> PERCENTS =
      List.of(10, 25, 50, 70, 80, 90, 100, 120, 150, 200, 300);
  private static final List<Integer> QUICK_PERCENTS = List.of(25, 50, 80, 100, 150, 300);

  @Option(
      names = "--quick",
      description = "Short windows and few of them: shows that all works, not what is true.")
  boolean quick;

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      description = "Of the closed loops. Default: 1,16,64,256; quick: 1,64.")
  private List<Integer> connections = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Of each window. Default: 2 in closed loops, 4 in open ones; quick: 1 and 1.5.")
  private @Nullable Double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Windows of each closed loop, and turns of bare ONNX Runtime beside them; the median "
              + "counts. Default: 3; quick: 1.")
  private @Nullable Integer rounds;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "S",
      description =
          "Of each server in each scenario, at most; it ends when a request costs no less than "
              + "before and the server's compilers rest. Default: 60; quick: 3.")
  private @Nullable Double warmUpSeconds;

  @Option(
      names = "--loads",
      split = ",",
      paramLabel = "PERCENT",
      description =
          "Rates of the open loops, in percent of the peak of closed loops on the same "
              + "processors. Default: "
              + "10,25,50,70,80,90,100,120,150,200,300; quick: 25,50,80,100,150,300.")
  private List<Integer> loads = List.of();

  @Option(
      names = "--arrivals",
      paramLabel = "uniform|poisson",
      defaultValue = "uniform",
      description =
          "How requests of an open loop follow each other: at equal distances, or as those of many "
              + "independent clients. Default: ${DEFAULT-VALUE}.")
  private Arrivals arrivals = Arrivals.UNIFORM;

  @Option(
      names = "--deadline-ms",
      paramLabel = "MS",
      description =
          "An answer counts as goodput up to here. Default: 500, which is how long Scoria lets a call "
              + "wait, and 10 times the p99 without load.")
  private @Nullable Long deadlineMs;

  @Option(
      names = "--open-connections",
      paramLabel = "N",
      defaultValue = "2048",
      description =
          "Most connections of an open loop; fewer where bodies are large. "
              + "Default: ${DEFAULT-VALUE}.")
  private int openConnections;

  @Option(
      names = "--client-threads",
      paramLabel = "N",
      description = "Event loops of the load generator. Default: one for every four processors.")
  private @Nullable Integer clientThreads;

  Settings.Closed closed() {
    return new Settings.Closed(
        connections(), seconds(quick ? 1 : 2), rounds(), maxWarmUpSeconds(), clientThreads());
  }

  private List<Integer> connections() {
    List<Integer> otherwise = quick ? QUICK_CONNECTIONS : CONNECTIONS;
    List<Integer> given = connections.isEmpty() ? otherwise : connections;
    given.forEach(each -> require("--connections", each, 1, MAX_CONNECTIONS));
    return given.stream().sorted().distinct().toList();
  }

  private double seconds(double otherwise) {
    double value = seconds == null ? otherwise : seconds;
    require("--seconds", value, 0.1, MAX_SECONDS);
    return value;
  }

  private double maxWarmUpSeconds() {
    double otherwise = quick ? QUICK_MAX_WARM_UP_SECONDS : MAX_WARM_UP_SECONDS;
    double value = warmUpSeconds == null ? otherwise : warmUpSeconds;
    require("--warm-up-seconds", value, 0, MAX_SECONDS);
    return value;
  }

  private int rounds() {
    int value = rounds == null ? (quick ? 1 : 3) : rounds;
    require("--rounds", value, 1, MAX_ROUNDS);
    return value;
  }

  private int clientThreads() {
    int value = clientThreads == null ? LoadGenerator.defaultThreads() : clientThreads;
    require("--client-threads", value, 1, MAX_THREADS);
    return value;
  }

  double bareSeconds() {
    return quick ? 0.25 : 1;
  }

  Settings.Open open(Set<Scenario> scenarios) {
    List<Integer> percents = loads.isEmpty() ? (quick ? QUICK_PERCENTS : PERCENTS) : loads;
    percents.forEach(each -> require("--loads", each, 1, MAX_PERCENT));
    require("--open-connections", openConnections, 1, MAX_CONNECTIONS);
    return new Settings.Open(
        scenarios,
        percents.stream().sorted().distinct().toList(),
        seconds(quick ? 1.5 : 4),
        openConnections,
        arrivals,
        deadlineMs == null ? OptionalLong.empty() : OptionalLong.of(deadlineMs));
  }

  private static void require(String option, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s is %s; give a number from %s to %s"
              .formatted(option, plain(value), plain(min), plain(max)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
