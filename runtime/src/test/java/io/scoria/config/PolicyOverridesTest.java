package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyOverridesTest {
  private static final OptionalInt FREE = OptionalInt.empty();

  @Test
  void byDefaultNothingIsGiven() {
    assertThat(PolicyOverrides.NONE).isEqualTo(new PolicyOverrides(FREE, FREE, FREE, true));
    assertThat(PolicyOverrides.NONE.describe()).isEmpty();
    assertThat(PolicyOverrides.NONE.asksToJoin()).isFalse();
  }

  @Test
  void everyComponentCanBeSetAndIsTold() {
    PolicyOverrides given =
        new PolicyOverrides(OptionalInt.of(1), OptionalInt.of(2), OptionalInt.of(64), false);

    assertThat(given.instances()).hasValue(1);
    assertThat(given.intraOpThreads()).hasValue(2);
    assertThat(given.maxBatchRows()).hasValue(64);
    assertThat(given.tick()).isFalse();
    assertThat(given.asksToJoin()).isTrue();
    assertThat(given.describe())
        .isEqualTo("instances 1, intra-op-threads 2, max-batch-rows 64, tick off");
  }

  @Test
  void batchesOfOneRowAskForNoJoining() {
    assertThat(new PolicyOverrides(FREE, FREE, OptionalInt.of(1), true).asksToJoin()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1025})
  void refusesThreadsThatCannotBeAndNamesThem(int value) {
    OptionalInt wrong = OptionalInt.of(value);
    assertRefused(() -> new PolicyOverrides(wrong, FREE, FREE, true), "instances", value, 1024);
    assertRefused(
        () -> new PolicyOverrides(FREE, wrong, FREE, true), "intra-op-threads", value, 1024);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, (1 << 20) + 1})
  void refusesRowsThatCannotBe(int value) {
    OptionalInt wrong = OptionalInt.of(value);
    assertRefused(
        () -> new PolicyOverrides(FREE, FREE, wrong, true), "max-batch-rows", value, 1 << 20);
  }

  private static void assertRefused(
      ThrowingCallable construction, String key, int found, int most) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(key + " is " + found + "; give a number from 1 to " + most);
  }
}
