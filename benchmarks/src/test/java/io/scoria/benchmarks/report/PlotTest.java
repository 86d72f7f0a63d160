package io.scoria.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scoria.benchmarks.report.Axis.Scale;
import io.scoria.benchmarks.report.Plot.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotTest {
  private static final double LEGEND = 1; // each series has a mark in the legend, too

  @Test
  void aPlotIsWellFormedWhateverItsNames() throws Exception {
    String name = "<b> & \"quotes\" 'and' >";
    Document svg = Svg.parse(plot().line(name, List.of(new Point(1, 2), new Point(3, 4))).toSvg());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getDocumentElement().getTextContent()).contains(name);
  }

  @Test
  void everyPointLiesInsideThePicture() throws Exception {
    List<Point> points = List.of(new Point(1, 0.01), new Point(700, 3), new Point(90_000, 2500));
    Document svg = Svg.parse(plot().line("a", points).dots("b", points).toSvg());
    assertThat(Svg.numbers(svg, "circle", "cx")).hasSize((int) (3 + LEGEND));
    for (double x : Svg.numbers(svg, "circle", "cx")) {
      assertThat(x).isBetween(76.0, 820.0);
    }
    for (double y : Svg.numbers(svg, "circle", "cy")) {
      assertThat(y).isBetween(46.0, 440.0 - 58);
    }
  }

  @Test
  void moreIsHigherAndFurtherRight() throws Exception {
    List<Point> points = List.of(new Point(10, 1), new Point(20, 10), new Point(30, 100));
    Document svg = Svg.parse(plot().line("a", points).toSvg());
    double[] x = Svg.numbers(svg, "circle", "cx");
    double[] y = Svg.numbers(svg, "circle", "cy");
    assertThat(x[0]).isLessThan(x[1]);
    assertThat(x[2] - x[1]).isCloseTo(x[1] - x[0], within(0.2));
    assertThat(y[0]).isGreaterThan(y[1]);
    assertThat(y[1] - y[2]).isCloseTo(y[0] - y[1], within(0.2));
  }

  @Test
  void whatHasNoPlaceOnALogarithmicAxisIsLeftOut() throws Exception {
    List<Point> points =
        List.of(new Point(1, 0), new Point(2, Double.NaN), new Point(3, 5), new Point(4, 6));
    Document svg = Svg.parse(plot().line("a", points).toSvg());
    assertThat(Svg.numbers(svg, "circle", "cx")).hasSize((int) (2 + LEGEND));
  }

  @Test
  void aPlotWithoutPointsIsStillAPlot() throws Exception {
    assertThat(Svg.parse(plot().line("a", List.of()).toSvg())).isNotNull();
  }

  private static Plot plot() {
    return new Plot("title & more", "x <unit>", Scale.LINEAR, "y", Scale.LOG10);
  }
}
