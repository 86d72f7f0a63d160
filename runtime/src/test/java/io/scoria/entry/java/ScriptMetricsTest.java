package io.scoria.entry.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.entry.ScriptFigures.Counted;
import io.scoria.entry.ScriptFigures.Timed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptMetricsTest {
  private final ScriptMetrics metrics = new ScriptMetrics();

  @Test
  void whatAScriptCountsIsThereByItsName() {
    metrics.counter("b").add(2);
    metrics.counter("a").add();
    metrics.counter("b").add();
    metrics.timer("t").record(Duration.ofNanos(30));
    metrics.timer("t").record(Duration.ofNanos(12));
    assertThat(metrics.figures().counters())
        .containsExactly(new Counted("a", 1), new Counted("b", 3));
    assertThat(metrics.figures().timers()).containsExactly(new Timed("t", 2, 42));
  }

  @Test
  void beyondItsBoundNamesAreCountedTogether() {
    for (int i = 0; i < 10 * ScriptMetrics.MOST; i++) {
      metrics.counter("c" + i).add();
      metrics.timer("t" + i).record(Duration.ofNanos(1));
    }
    metrics.counter("c0").add(5); // known ones stay
    assertThat(metrics.figures().counters())
        .hasSize(ScriptMetrics.MOST + 1)
        .contains(new Counted("c0", 6), new Counted(ScriptMetrics.REST, 9L * ScriptMetrics.MOST));
    assertThat(metrics.figures().timers())
        .hasSize(ScriptMetrics.MOST + 1)
        .contains(new Timed(ScriptMetrics.REST, 9L * ScriptMetrics.MOST, 9L * ScriptMetrics.MOST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "a b", "a{", "\u00e4", "_a"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> metrics.counter(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.timer(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameHasAtMostAHundredCharacters() {
    metrics.counter("a".repeat(100)).add();
    String tooLong = "a".repeat(101);
    assertThatThrownBy(() -> metrics.counter(tooLong)).isInstanceOf(IllegalArgumentException.class);
  }
}
