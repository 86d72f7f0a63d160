package io.scoria.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryLimit;
import io.scoria.config.MemoryPlan;
import io.scoria.config.PolicyOverrides;
import io.scoria.engine.Footprint;
import io.scoria.engine.ModelLoadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MemoryFitTest {
  private static final long MIB = 1L << 20;
  private static final Footprint SIZE = new Footprint(100 * MIB, 210 * MIB);
  private static final Path MODEL = Path.of("m.onnx");

  private final List<String> told = new ArrayList<>();

  /** Where there is memory for models as loading so many sessions takes. */
  private ExecutionConfig within(ExecutionConfig execution, long sessions) throws Exception {
    MemoryPlan plan = new MemoryPlan(new MemoryLimit(sessions * 210 * MIB, true), 0, 0, 0, 0);
    return new MemoryFit(plan, told::add).within(execution, MODEL, SIZE);
  }

  private static ExecutionConfig execution(int processors, PolicyOverrides overrides) {
    return new ExecutionConfig(
        processors, processors, 1000, 1 << 28, 1 << 26, 60_000, 500, 2000, overrides);
  }

  @Test
  void whatFitsWithASessionOfEachLoopIsLeftAsItIs() throws Exception {
    ExecutionConfig given = execution(4, PolicyOverrides.NONE);
    assertThat(within(given, 5)).isEqualTo(given);
    assertThat(told).isEmpty();
  }

  @Test
  void whatFitsTwiceDoesNotRunOnLoops() throws Exception {
    ExecutionConfig chosen = within(execution(4, PolicyOverrides.NONE), 2);
    assertThat(chosen.overrides()).isEqualTo(PolicyOverrides.NONE.withTick(false));
    assertThat(chosen.calibrationMs()).isEqualTo(2000);
    assertThat(told).singleElement().asString().contains("not on event loops");
  }

  @Test
  void whatFitsOnceRunsOnOneThreadEach() throws Exception {
    ExecutionConfig chosen = within(execution(4, PolicyOverrides.NONE), 1);
    assertThat(chosen.overrides())
        .isEqualTo(PolicyOverrides.NONE.withTick(false).withIntraOpThreads(1));
    assertThat(told).hasSize(2);
  }

  @Test
  void oneProcessorNeedsNoSecondSession() throws Exception {
    ExecutionConfig chosen = within(execution(1, PolicyOverrides.NONE.withTick(false)), 1);
    assertThat(chosen.overrides()).isEqualTo(PolicyOverrides.NONE.withTick(false));
    assertThat(told).isEmpty();
  }

  @Test
  void threadsThatAreGivenAreNotMeasured() throws Exception {
    var given =
        new PolicyOverrides(OptionalInt.empty(), OptionalInt.of(2), OptionalInt.empty(), false);
    ExecutionConfig chosen = within(execution(4, given), 1);
    assertThat(chosen.overrides()).isEqualTo(given);
    assertThat(chosen.calibrationMs()).isZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    var plan = new MemoryPlan(new MemoryLimit(209 * MIB, true), 0, 0, 0, 0);
    assertThatThrownBy(() ->
            new MemoryFit(plan, told::add).within(execution(1, PolicyOverrides.NONE), MODEL, SIZE))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("m.onnx does not fit into memory: its files have 100 MiB");
  }
}
