package io.scoria.entry.java;

import io.scoria.api.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Counts in memory what a script asks for. Thread-safe. */
final class ScriptMetrics implements Metrics {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

  private final Map<String, Sum> counters = new ConcurrentHashMap<>();
  private final Map<String, Times> timers = new ConcurrentHashMap<>();

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(checked(name), _ -> new Sum());
  }

  @Override
  public Timer timer(String name) {
    return timers.computeIfAbsent(checked(name), _ -> new Times());
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a metric: letters, digits and _, a letter first");
    }
    return name;
  }

  /** What was counted: a counter by its name, a timer as NAME_count and NAME_seconds. */
  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    counters.forEach((name, sum) -> values.put(name, (double) sum.total.sum()));
    timers.forEach((name, times) -> {
      values.put(name + "_count", (double) times.count.sum());
      values.put(name + "_seconds", times.nanos.sum() / 1e9);
    });
    return values;
  }

  private static final class Sum implements Counter {
    private final LongAdder total = new LongAdder();

    @Override
    public void add(long amount) {
      if (amount < 0) {
        throw new IllegalArgumentException("a counter only grows, and was to grow by " + amount);
      }
      total.add(amount);
    }
  }

  private static final class Times implements Timer {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    @Override
    public void record(Duration time) {
      count.increment();
      nanos.add(time.toNanos());
    }
  }
}
