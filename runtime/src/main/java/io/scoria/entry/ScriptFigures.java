package io.scoria.entry;

import java.util.List;

/** What a script has counted and measured by itself so far, by the names that it gave. */
public record ScriptFigures(List<Counted> counters, List<Timed> timers) {
  public static final ScriptFigures NONE = new ScriptFigures(List.of(), List.of());

  public ScriptFigures {
    counters = List.copyOf(counters);
    timers = List.copyOf(timers);
  }

  public record Counted(String name, long total) {}

  /** A number of times, and their sum. */
  public record Timed(String name, long count, long nanos) {}
}
