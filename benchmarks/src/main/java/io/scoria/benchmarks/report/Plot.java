package io.scoria.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plot of lines and dots over two axes, as SVG. Not thread-safe. */
final class Plot {
  private static final int WIDTH = 820;
  private static final int HEIGHT = 440;
  private static final int LEFT = 76;
  private static final int RIGHT = 210; // holds the legend
  private static final int TOP = 46;
  private static final int BOTTOM = 58;
  private static final int TICK = 5;
  private static final int LEGEND_STEP = 22;

  /** Okabe and Ito's colours, which most people with a colour vision deficiency can tell apart. */
  private static final List<String> COLOURS =
      List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000");

  private static final String GREY = "#8a8a8a";

  private final String title;
  private final String xLabel;
  private final Axis.Scale xScale;
  private final String yLabel;
  private final Axis.Scale yScale;
  private final List<Series> series = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  /** A value over another. */
  record Point(double x, double y) {}

  private enum Style {
    LINE,
    DOTS,
    GUIDE
  }

  private record Series(String name, Style style, List<Point> points, String colour) {}

  Plot(String title, String xLabel, Axis.Scale xScale, String yLabel, Axis.Scale yScale) {
    this.title = title;
    this.xLabel = xLabel;
    this.xScale = xScale;
    this.yLabel = yLabel;
    this.yScale = yScale;
  }

  /** A line with a mark at each point. */
  Plot line(String name, List<Point> points) {
    return add(name, Style.LINE, points, nextColour());
  }

  /** Marks alone. */
  Plot dots(String name, List<Point> points) {
    return add(name, Style.DOTS, points, nextColour());
  }

  /** A thin dashed line to compare with. */
  Plot guide(String name, List<Point> points) {
    return add(name, Style.GUIDE, points, GREY);
  }

  private Plot add(String name, Style style, List<Point> points, String colour) {
    series.add(new Series(name, style, List.copyOf(points), colour));
    return this;
  }

  private String nextColour() {
    long used = series.stream().filter(each -> each.style() != Style.GUIDE).count();
    return COLOURS.get((int) (used % COLOURS.size()));
  }

  /** The picture, as a file's content. */
  String toSvg() {
    Axis x = Axis.fitting(xLabel, xScale, all().map(Point::x).toList());
    Axis y = Axis.fitting(yLabel, yScale, all().map(Point::y).toList());
    out.setLength(0);
    open();
    drawX(x);
    drawY(y);
    for (int i = 0; i < series.size(); i++) {
      draw(series.get(i), x, y);
      drawLegend(series.get(i), TOP + 12 + i * LEGEND_STEP);
    }
    return out.append("</svg>\n").toString();
  }

  private Stream<Point> all() {
    return series.stream().flatMap(each -> each.points().stream());
  }

  private void open() {
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="13" fill="#222">
        <title>%s</title>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        """
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, escape(title)));
    out.append(
        "<text x=\"%d\" y=\"26\" font-size=\"16\" font-weight=\"600\">%s</text>\n"
            .formatted(LEFT, escape(title)));
  }

  private void drawX(Axis axis) {
    int bottom = HEIGHT - BOTTOM;
    for (double tick : axis.ticks()) {
      double x = x(axis, tick);
      stroke(x, TOP, x, bottom, "#ececec", "");
      stroke(x, bottom, x, bottom + TICK, "#444", "");
      text(x, bottom + 20, "middle", Axis.text(tick), "");
    }
    stroke(LEFT, bottom, WIDTH - RIGHT, bottom, "#444", "");
    text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", axis.label(), "");
  }

  private void drawY(Axis axis) {
    for (double tick : axis.ticks()) {
      double y = y(axis, tick);
      stroke(LEFT, y, WIDTH - RIGHT, y, "#ececec", "");
      stroke(LEFT - TICK, y, LEFT, y, "#444", "");
      text(LEFT - 9, y + 4, "end", Axis.text(tick), "");
    }
    stroke(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "#444", "");
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    text(
        18, middle, "middle", axis.label(), " transform=\"rotate(-90 18 %.1f)\"".formatted(middle));
  }

  private void draw(Series each, Axis x, Axis y) {
    List<Point> shown =
        each.points().stream().filter(p -> x.shows(p.x()) && y.shows(p.y())).toList();
    if (each.style() != Style.DOTS && shown.size() > 1) {
      StringBuilder path = new StringBuilder();
      for (Point p : shown) {
        path.append(path.isEmpty() ? "" : " ")
            .append("%.1f,%.1f".formatted(x(x, p.x()), y(y, p.y())));
      }
      out.append(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"%s/>%n"
              .formatted(path, each.colour(), strokeOf(each.style())));
    }
    if (each.style() != Style.GUIDE) {
      shown.forEach(p -> mark(each, x(x, p.x()), y(y, p.y())));
    }
  }

  private void drawLegend(Series each, double y) {
    double x = WIDTH - RIGHT + 16;
    if (each.style() != Style.DOTS) {
      stroke(x, y, x + 24, y, each.colour(), strokeOf(each.style()));
    }
    if (each.style() != Style.GUIDE) {
      mark(each, x + 12, y);
    }
    text(x + 32, y + 4, "start", each.name(), "");
  }

  private static String strokeOf(Style style) {
    return style == Style.GUIDE
        ? " stroke-width=\"1.4\" stroke-dasharray=\"5 4\""
        : " stroke-width=\"2\"";
  }

  private void mark(Series each, double x, double y) {
    String shape =
        each.style() == Style.DOTS
            ? "<rect x=\"%.1f\" y=\"%.1f\" width=\"9\" height=\"9\" fill=\"%s\"/>%n"
                .formatted(x - 4.5, y - 4.5, each.colour())
            : "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n"
                .formatted(x, y, each.colour());
    out.append(shape);
  }

  private void stroke(double x1, double y1, double x2, double y2, String colour, String more) {
    out.append(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>%n"
            .formatted(x1, y1, x2, y2, colour, more));
  }

  private void text(double x, double y, String anchor, String text, String more) {
    out.append(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>%n"
            .formatted(x, y, anchor, more, escape(text)));
  }

  private static double x(Axis axis, double value) {
    return LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(Axis axis, double value) {
    return HEIGHT - BOTTOM - axis.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
