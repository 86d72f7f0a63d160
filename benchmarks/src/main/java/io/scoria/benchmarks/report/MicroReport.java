package io.scoria.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured: the codec beside Jackson and its budget, and everything else by operation. */
public record MicroReport(Context context, Collection<RunResult> results) {
  private static final String NAME = "micro.md";
  private static final String SCORIA = "JsonDecodeBenchmark.scoria";
  private static final String JACKSON = "JsonDecodeBenchmark.jackson";
  private static final String BYTES = "jsonBytes";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double BUDGET_BYTES = 1e9;
  private static final double BUDGET_RATIO = 3.5;
  private static final List<String> IN_BUDGET = List.of("4", "8", "17", "shortest");

  /** Writes the report into the folder, which is made where it is missing; where it lies. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(NAME), toMarkdown());
  }

  String toMarkdown() {
    return """
    # Small benchmarks

    %s
    JMH, one thread, one run, garbage collection watched. Errors are JMH's, of 99.9 %% confidence; on a
    machine that others use too they are wide, and the best of several runs is nearer to the code's own
    speed than their mean.

    ## JSON to floats

    150,528 numbers as an image has them, in pieces of 64 KiB as they come from a connection, beside
    Jackson's streaming parser with its fast float parser on the same bytes at once. "Digits" are those
    behind `0.`; "shortest" is a double of a normal distribution as it is printed; "space" stands behind
    each comma. The budget is 1 GB/s and 3.5 times Jackson for arrays of floats.

    %s
    ## Everything else

    %s\
    """
        .formatted(context.toMarkdown(), decoding(), others());
  }

  private Table decoding() {
    Table table =
        new Table(
            "digits",
            "gap",
            ">Scoria GB/s",
            ">best of its iterations",
            ">Jackson GB/s",
            ">ratio",
            ">bytes allocated",
            "budget");
    for (RunResult result : results) {
      if (isOf(result, SCORIA)) {
        addDecoding(table, result);
      }
    }
    return table;
  }

  private void addDecoding(Table table, RunResult scoria) {
    BenchmarkParams params = scoria.getParams();
    double bytes = secondary(scoria, BYTES);
    double jackson = jackson(params).map(each -> secondary(each, BYTES)).orElse(Double.NaN);
    boolean met = bytes >= BUDGET_BYTES && bytes >= BUDGET_RATIO * jackson;
    table.row(
        params.getParam("digits"),
        params.getParam("gap"),
        Figures.ratio(bytes / BUDGET_BYTES),
        Figures.ratio(best(scoria) / BUDGET_BYTES),
        Figures.ratio(jackson / BUDGET_BYTES),
        Figures.ratio(bytes / jackson),
        Figures.digits(secondary(scoria, ALLOCATED)),
        !IN_BUDGET.contains(params.getParam("digits")) ? "" : Figures.verdict(met));
  }

  private static double best(RunResult result) {
    return result.getAggregatedResult().getIterationResults().stream()
        .mapToDouble(each -> secondary(each.getSecondaryResults(), BYTES))
        .max()
        .orElse(Double.NaN);
  }

  private Optional<RunResult> jackson(BenchmarkParams like) {
    return results.stream()
        .filter(each -> isOf(each, JACKSON) && parameters(each).equals(parameters(like)))
        .findFirst();
  }

  private Table others() {
    Table table =
        new Table("benchmark", "parameters", ">time", ">error", "unit", ">bytes allocated");
    for (RunResult result : results) {
      if (!isOf(result, SCORIA) && !isOf(result, JACKSON)) {
        Result<?> primary = result.getPrimaryResult();
        table.row(
            simpleName(result.getParams().getBenchmark()),
            parameters(result),
            Figures.digits(primary.getScore()),
            Figures.digits(primary.getScoreError()),
            primary.getScoreUnit(),
            Figures.digits(secondary(result, ALLOCATED)));
      }
    }
    return table;
  }

  private static boolean isOf(RunResult result, String benchmark) {
    return result.getParams().getBenchmark().endsWith("." + benchmark);
  }

  /** Class and method, without the package. */
  private static String simpleName(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
  }

  private static String parameters(RunResult result) {
    return parameters(result.getParams());
  }

  private static String parameters(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .map(key -> key + "=" + params.getParam(key))
        .collect(Collectors.joining(", "));
  }

  private static double secondary(RunResult result, String name) {
    return secondary(result.getSecondaryResults(), name);
  }

  private static double secondary(Map<String, ?> all, String name) {
    return all.get(name) instanceof Result<?> found ? found.getScore() : Double.NaN;
  }
}
