package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in the text format of Prometheus, version 0.0.4, read strictly: every family has one HELP
 * and one TYPE before its samples, which stand together; no series comes twice; buckets rise to the
 * count.
 */
final class Exposed {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL =
      "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*)");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary)");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*)})? (\\S+)");
  private static final Pattern ONE_LABEL = Pattern.compile(LABEL);

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, Double> series = new LinkedHashMap<>(); // by name and sorted labels
  private final Map<String, List<double[]>> buckets = new HashMap<>(); // by the series of the count

  private Exposed() {}

  static Exposed parse(String text) {
    assertThat(text).endsWith("\n");
    Exposed page = new Exposed();
    String family = "";
    String helped = "";
    for (String line : text.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        helped = help.group(1);
      } else if (type.matches()) {
        family = type.group(1);
        assertThat(helped).as("HELP before " + line).isEqualTo(family);
        assertThat(page.types.put(family, type.group(2))).as(line).isNull();
      } else if (sample.matches()) {
        page.add(family, sample);
      } else {
        throw new AssertionError("not a line of the format: " + line);
      }
    }
    page.checkHistograms();
    return page;
  }

  private void add(String family, Matcher sample) {
    String name = sample.group(1);
    String type = types.get(family);
    String rest = name.startsWith(family) ? name.substring(family.length()) : "?";
    List<String> endings =
        switch (String.valueOf(type)) {
          case "histogram" -> List.of("_bucket", "_sum", "_count");
          case "summary" -> List.of("", "_sum", "_count");
          default -> List.of("");
        };
    assertThat(endings).as(name + " in the family " + family).contains(rest);
    Map<String, String> labels = new TreeMap<>();
    Matcher label = ONE_LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
    while (label.find()) {
      assertThat(labels.put(label.group(1), label.group(2))).isNull();
    }
    String value = sample.group(sample.groupCount());
    double number =
        switch (value) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(value);
        };
    if (rest.equals("_bucket")) {
      Map<String, String> others = new TreeMap<>(labels);
      String bound = String.valueOf(others.remove("le"));
      double le = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
      buckets
          .computeIfAbsent(family + "_count" + others, _ -> new ArrayList<>())
          .add(new double[] {le, number});
    }
    assertThat(series.put(name + labels, number)).as("twice: " + name + labels).isNull();
  }

  private void checkHistograms() {
    buckets.forEach((count, all) -> {
      for (int i = 1; i < all.size(); i++) {
        assertThat(all.get(i)[0]).as(count).isGreaterThan(all.get(i - 1)[0]);
        assertThat(all.get(i)[1]).as(count).isGreaterThanOrEqualTo(all.get(i - 1)[1]);
      }
      assertThat(all.getLast()[0]).as(count).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(all.getLast()[1]).as(count).isEqualTo(series.get(count));
    });
  }

  /** The type of each family. */
  Map<String, String> types() {
    return types;
  }

  /** How many series there are. */
  int size() {
    return series.size();
  }

  /** The series whose name and labels, sorted, begin so. */
  List<String> beginning(String prefix) {
    return series.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  boolean has(String key) {
    return series.containsKey(key);
  }

  /**
   * The value of a series.
   *
   * @param key as in {@code name{a=1, b=2}}, the labels sorted; {@code name{}} where there are none
   */
  double value(String key) {
    Double value = series.get(key);
    if (value == null) {
      throw new AssertionError(
          "no " + key + " beside " + beginning(key.substring(0, key.indexOf('{'))));
    }
    return value;
  }
}
