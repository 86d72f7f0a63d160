package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.Folders;
import io.scoria.benchmarks.endtoend.Harness;
import io.scoria.benchmarks.endtoend.Results;
import io.scoria.benchmarks.endtoend.Scenario;
import io.scoria.benchmarks.endtoend.Settings;
import io.scoria.benchmarks.endtoend.Wire;
import io.scoria.benchmarks.endtoend.Workload;
import io.scoria.benchmarks.report.Context;
import io.scoria.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The end-to-end benchmark. */
@Command(
    name = "scripts/bench",
    description = {
      "Measures Scoria end to end, beside what it is held against: Netty's constant answer and bare "
          + "ONNX Runtime, in the same run on this machine.",
      "",
      "In open loops a server of its own has one half of the processors and the load generator the "
          + "other, where there are two or more and taskset (util-linux); else they are shared, and "
          + "the report says so.",
      "",
      "Writes report.md and its plots. A full run takes about 45 minutes, --quick about 6; nothing "
          + "else should run on the machine meanwhile.",
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "  jmh     Runs the JMH benchmarks; JMH's options follow, such as: jmh RequestDecode -prof gc",
      "",
      "Examples:",
      "  scripts/bench --quick",
      "  scripts/bench --only iris,wide-mlp --wires json --connections 64 --seconds 5",
      "  scripts/bench url http://127.0.0.1:8080/predict --body request.json",
      "",
      "Exit status: 0 done (whether budgets are met or not), 1 failed, 2 wrong options."
    },
    subcommands = {
      UrlCommand.class,
      ModelsCommand.class,
      ScriptsCommand.class,
      MicroCommand.class,
      KeyTimingCommand.class,
      SoakCommand.class
    },
    sortOptions = false,
    abbreviateSynopsis = true)
final class BenchCommand implements Callable<Integer> {
  private static final List<String> OPEN =
      List.of("iris-json", "wide-mlp-json", "wide-mlp-binary", "cnn-json", "cnn-binary");
  private static final List<String> QUICK_OPEN = List.of("iris-json", "wide-mlp-json");

  @Spec private @Nullable CommandSpec spec;
  @Mixin HelpOption help = new HelpOption();

  @Mixin private LoadOptions load = new LoadOptions();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "WORKLOAD",
      description =
          "Of iris, wide-mlp, wide-mlp-16 (rows a request), cnn and resnet50. Default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--wires",
      split = ",",
      paramLabel = "WIRE",
      description = "Of json and binary. Default: both.")
  private List<Wire> wires = List.of();

  @Option(
      names = "--open",
      split = ",",
      paramLabel = "SCENARIO",
      description =
          "What to send open loops to: WORKLOAD-WIRE, all or none. Default: iris-json, "
              + "wide-mlp-json, wide-mlp-binary, cnn-json, cnn-binary; quick: the first two.")
  private List<String> open = List.of();

  @Option(
      names = "--apart",
      description =
          "In closed loops too, servers and bare ONNX Runtime have one half of the processors and "
              + "the load generator the other. Default: they share them.")
  private boolean apart;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the report goes. Default: benchmarks/results for a run without options, "
              + "benchmarks/target/bench/results for any other.")
  private @Nullable Path out;

  @Option(
      names = "--server-jar",
      paramLabel = "FILE",
      description = "Scoria's jar. Default: runtime/target/scoria.jar.")
  private @Nullable Path serverJar;

  @Option(
      names = "--server-option",
      paramLabel = "OPTION",
      description = "Passed on to 'scoria serve'; may be repeated.")
  private List<String> serverOptions = List.of();

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "For the JVMs of Scoria and of Netty's constant answer; may be repeated.")
  private List<String> jvmOptions = List.of();

  /** The root of the project, which the script tells. */
  static Path root() {
    return Path.of(System.getProperty("scoria.root", ".")).toAbsolutePath().normalize();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Folders folders = Folders.in(root());
    if (serverJar != null) {
      folders = folders.withServerJar(serverJar);
    }
    if (!Files.isRegularFile(folders.serverJar())) {
      throw new IOException("there is no " + folders.serverJar() + "; scripts/bench builds it");
    }
    CommandSpec command = CommandLines.present(spec);
    Terminal terminal = new Terminal(command.commandLine().getErr());
    Context context = Versions.context(folders.root(), CommandLines.typed(command));
    Settings settings = CommandLines.checked(command, this::settings);
    try (Harness harness = new Harness(folders, settings, terminal::say)) {
      Results results = harness.run();
      Path report = new Report(context, results).write(resultsFolder(folders));
      terminal.say("Report: " + report);
    }
    return 0;
  }

  private Settings settings() {
    return new Settings(
        workloads(),
        wires.isEmpty() ? List.of(Wire.values()) : wires,
        load.closed(),
        load.open(openScenarios()),
        apart,
        load.bareSeconds(),
        jvmOptions,
        serverOptions);
  }

  private List<Workload> workloads() {
    List<Workload> all = List.of(Workload.values());
    List<String> labels = all.stream().map(Workload::label).toList();
    for (String name : only) {
      if (!labels.contains(name)) {
        throw new IllegalArgumentException(
            "--only: there is no workload '%s'; there are %s"
                .formatted(name, String.join(", ", labels)));
      }
    }
    return all.stream().filter(each -> only.isEmpty() || only.contains(each.label())).toList();
  }

  private Set<Scenario> openScenarios() {
    if (open.equals(List.of("none"))) {
      return Set.of();
    }
    if (open.equals(List.of("all"))) {
      return Arrays.stream(Workload.values())
          .flatMap(
              workload -> Arrays.stream(Wire.values()).map(wire -> new Scenario(workload, wire)))
          .collect(Collectors.toSet());
    }
    List<String> names = open.isEmpty() ? (load.quick ? QUICK_OPEN : OPEN) : open;
    Set<Scenario> scenarios = new LinkedHashSet<>();
    names.forEach(name -> scenarios.add(Scenario.named(name)));
    return scenarios;
  }

  private Path resultsFolder(Folders folders) {
    if (out != null) {
      return out;
    }
    boolean full =
        CommandLines.present(spec).commandLine().getParseResult().matchedOptions().isEmpty();
    return folders.results(full);
  }
}
