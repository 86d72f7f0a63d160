package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionConfigTest {
  private static final PolicyOverrides GIVEN =
      new PolicyOverrides(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(3), false);

  @Test
  void everyDefaultIsThis() {
    Runtime runtime = Runtime.getRuntime();
    int processors = runtime.availableProcessors();

    assertThat(ExecutionConfig.defaults(runtime))
        .isEqualTo(
            new ExecutionConfig(
                processors,
                processors,
                1000,
                runtime.maxMemory() / 2,
                runtime.maxMemory() / 2 / 4,
                60_000,
                500,
                2000,
                PolicyOverrides.NONE,
                OptionalInt.empty()));
  }

  @Test
  void everyComponentCanBeSet() {
    ExecutionConfig config = new ExecutionConfig(2, 3, 4, 5L << 40, 5L << 39, 6, 7, 8, GIVEN);

    assertThat(config.processors()).isEqualTo(2);
    assertThat(config.loops()).isEqualTo(3);
    assertThat(config.maxCallsInFlight()).isEqualTo(4);
    assertThat(config.tensorBytes()).isEqualTo(5L << 40);
    assertThat(config.maxQueueBytes()).isEqualTo(5L << 39);
    assertThat(config.scoringTimeoutMs()).isEqualTo(6);
    assertThat(config.maxQueueWaitMs()).isEqualTo(7);
    assertThat(config.calibrationMs()).isEqualTo(8);
    assertThat(config.overrides()).isEqualTo(GIVEN);
    assertThat(config.concurrentRequests()).isEmpty();
    assertThat(meaning(9).concurrentRequests()).hasValue(9);
  }

  private static ExecutionConfig meaning(int requests) {
    return new ExecutionConfig(
        1, 1, 1, 1, 1, 1, 1, 1, PolicyOverrides.NONE, OptionalInt.of(requests));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesAnythingBelowOneAndNamesIt(int value) {
    assertRefused(
        () -> new ExecutionConfig(value, 1, 1, 1, 1, 1, 1, 1, PolicyOverrides.NONE),
        "processors",
        value);
    assertRefused(
        () -> new ExecutionConfig(1, value, 1, 1, 1, 1, 1, 1, PolicyOverrides.NONE),
        "loops",
        value);
    assertRefused(
        () -> new ExecutionConfig(1, 1, value, 1, 1, 1, 1, 1, PolicyOverrides.NONE),
        "max-calls-in-flight",
        value);
    assertRefused(
        () -> new ExecutionConfig(1, 1, 1, value, 1, 1, 1, 1, PolicyOverrides.NONE),
        "tensor-bytes",
        value);
    assertRefused(
        () -> new ExecutionConfig(1, 1, 1, 1, value, 1, 1, 1, PolicyOverrides.NONE),
        "max-queue-bytes",
        value);
    assertRefused(
        () -> new ExecutionConfig(1, 1, 1, 1, 1, value, 1, 1, PolicyOverrides.NONE),
        "scoring-timeout-ms",
        value);
    assertRefused(
        () -> new ExecutionConfig(1, 1, 1, 1, 1, 1, value, 1, PolicyOverrides.NONE),
        "max-queue-wait-ms",
        value);
  }

  @Test
  void calibrationCanBeOffAndNotNegative() {
    assertThat(new ExecutionConfig(1, 1, 1, 1, 1, 1, 1, 0, PolicyOverrides.NONE).calibrationMs())
        .isZero();
    assertThatThrownBy(() -> new ExecutionConfig(1, 1, 1, 1, 1, 1, 1, -1, PolicyOverrides.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calibration-ms is -1; give 0 for none, or a number of 1 or more");
  }

  private static void assertRefused(ThrowingCallable construction, String key, int value) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(key + " is " + value + "; give a number of 1 or more");
  }
}
