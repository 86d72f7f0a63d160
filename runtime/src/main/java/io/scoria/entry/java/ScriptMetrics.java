package io.scoria.entry.java;

import io.scoria.api.Metrics;
import io.scoria.entry.ScriptFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Counts in memory what a script asks for, by at most {@value #MOST} names of each kind: what it
 * asks for by further names, which a script could take from requests, is counted together under
 * {@value #REST}. Thread-safe.
 */
final class ScriptMetrics implements Metrics {
  static final int MOST = 100;
  static final String REST = "other";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,99}");

  private final Map<String, Sum> counters = new ConcurrentHashMap<>(); // added to under a lock
  private final Map<String, Times> timers = new ConcurrentHashMap<>(); // likewise

  @Override
  public Counter counter(String name) {
    Sum known = counters.get(checked(name));
    return known != null ? known : added(counters, name, Sum::new);
  }

  @Override
  public Timer timer(String name) {
    Times known = timers.get(checked(name));
    return known != null ? known : added(timers, name, Times::new);
  }

  private synchronized <T> T added(Map<String, T> all, String name, Supplier<T> anew) {
    String kept = all.size() < MOST || all.containsKey(name) ? name : REST;
    return all.computeIfAbsent(kept, _ -> anew.get());
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a metric: at most 100 letters, digits and _, a letter first");
    }
    return name;
  }

  /** What was counted and measured, sorted by name. */
  ScriptFigures figures() {
    List<ScriptFigures.Counted> counted = new ArrayList<>();
    new TreeMap<>(counters)
        .forEach((name, sum) -> counted.add(new ScriptFigures.Counted(name, sum.total.sum())));
    List<ScriptFigures.Timed> timed = new ArrayList<>();
    new TreeMap<>(timers)
        .forEach((name, times) ->
            timed.add(new ScriptFigures.Timed(name, times.count.sum(), times.nanos.sum())));
    return new ScriptFigures(counted, timed);
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
