package io.scoria.benchmarks.report;

import io.scoria.benchmarks.report.Plot.Point;
import io.scoria.benchmarks.soak.Flatness;
import io.scoria.benchmarks.soak.Holdings;
import io.scoria.benchmarks.soak.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a server holds under a long mixed load. */
public record SoakReport(Context context, Soak.Result result) {
  private static final double MIB = 1 << 20;

  /** Writes the report and its plots into the folder, which is made where it is missing. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String memory = plot("Resident memory", "MiB", each -> each.residentBytes() / MIB);
    Files.writeString(folder.resolve("soak-memory.svg"), memory);
    Plot counts = empty("Descriptors and threads", "number");
    counts.line("descriptors", points(Holdings::descriptors));
    counts.line("threads", points(Holdings::threads));
    Files.writeString(folder.resolve("soak-descriptors.svg"), counts.toSvg());
    return Files.writeString(folder.resolve("soak.md"), toMarkdown());
  }

  private String plot(String title, String unit, ToDoubleFunction<Holdings> what) {
    return empty(title, unit).line(unit, points(what)).toSvg();
  }

  private static Plot empty(String title, String unit) {
    return new Plot(
        title + " under mixed load", "minutes", Axis.Scale.LINEAR, unit, Axis.Scale.LINEAR);
  }

  private List<Point> points(ToDoubleFunction<Holdings> what) {
    return result.holdings().stream()
        .map(each -> new Point(each.seconds() / 60, what.applyAsDouble(each)))
        .toList();
  }

  String toMarkdown() {
    return """
    # A long mixed load

    %s
    %.0f minutes, the first %.0f of them warm-up, of clients of every kind on the same processors: that
    score over kept and over new connections, that are refused, that go away in the head, in the body
    and before their answer. The server is as it comes, with a key and a heap of 256 MiB. Each figure is
    the median of the first third after the warm-up, and of the last.

    %s
    ![Resident memory](soak-memory.svg)

    ![Descriptors and threads](soak-descriptors.svg)

    ## What the clients saw

    Answered otherwise than it had to be: %d.

    %s\
    """
        .formatted(
            context.toMarkdown(),
            result.seconds() / 60,
            result.warmUpSeconds() / 60,
            verdicts(),
            result.wrong(),
            counts());
  }

  private Table verdicts() {
    Table table = new Table("what", ">first", ">last", ">at most", "");
    for (Flatness each : result.verdicts()) {
      table.row(
          each.name(),
          Figures.digits(each.first()),
          Figures.digits(each.last()),
          Figures.digits(each.most()),
          Figures.verdict(each.isMet()));
    }
    return table;
  }

  private Table counts() {
    Table table = new Table("client and status", ">times");
    result.counts().forEach((what, times) -> table.row(what, "%,d".formatted(times)));
    return table;
  }
}
