package io.scoria.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpLimitsTest {
  private static final ConnectionLimits ANY = ConnectionLimits.defaults();

  @Test
  void everyDefaultIsThis() {
    assertThat(HttpLimits.defaults())
        .isEqualTo(
            new HttpLimits(
                104_857_600,
                8192,
                16_384,
                100,
                new ConnectionLimits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()),
                new HttpTimes(10_000, 5_000, 500, 75_000, 30_000)));
  }

  @Test
  void everyComponentCanBeSet() {
    ConnectionLimits connections =
        new ConnectionLimits(OptionalInt.of(5), OptionalInt.of(6), OptionalInt.of(7));
    HttpTimes times = new HttpTimes(8, 9, 10, 11, 12);
    HttpLimits limits = new HttpLimits(1L << 40, 2, 3, 4, connections, times);

    assertThat(limits.maxBodyBytes()).isEqualTo(1L << 40);
    assertThat(limits.maxUriBytes()).isEqualTo(2);
    assertThat(limits.maxHeaderBytes()).isEqualTo(3);
    assertThat(limits.maxHeaders()).isEqualTo(4);
    assertThat(limits.connections().most()).hasValue(5);
    assertThat(limits.connections().mostOfAddress()).hasValue(6);
    assertThat(limits.connections().mostRequests()).hasValue(7);
    assertThat(limits.times().headerMs()).isEqualTo(8);
    assertThat(limits.times().bodyWindowMs()).isEqualTo(9);
    assertThat(limits.times().minBodyBytesPerSecond()).isEqualTo(10);
    assertThat(limits.times().idleMs()).isEqualTo(11);
    assertThat(limits.times().writeStallMs()).isEqualTo(12);
  }

  @Test
  void oneComponentCanBeSetAlone() {
    HttpLimits limits = new HttpLimits(1, 2, 3);
    HttpTimes times = new HttpTimes(1, 2, 3, 4, 5);
    assertThat(limits.withMaxBodyBytes(9)).isEqualTo(new HttpLimits(9, 2, 3));
    assertThat(limits.withTimes(times))
        .isEqualTo(new HttpLimits(1, 2, 3, 100, limits.connections(), times));
    assertThat(limits.withConnections(ANY.withMost(4)).connections().most()).hasValue(4);
    assertThat(limits.withConnections(ANY.withMost(4)).withConnections(ANY)).isEqualTo(limits);
  }

  @Test
  void aBodyMustBringItsRateInEachWindow() {
    assertThat(HttpTimes.defaults().minBodyBytes()).isEqualTo(2500);
    assertThat(new HttpTimes(1, 1, 0, 1, 1).minBodyBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesALimitBelowOneAndNamesIt(int value) {
    OptionalInt bad = OptionalInt.of(value);
    OptionalInt none = OptionalInt.empty();
    assertRefused(() -> new HttpLimits(value, 1, 1), "max-body-bytes", value);
    assertRefused(() -> new HttpLimits(1, value, 1), "max-request-line-bytes", value);
    assertRefused(() -> new HttpLimits(1, 1, value), "max-header-bytes", value);
    assertRefused(
        () -> new HttpLimits(1, 1, 1, value, ANY, HttpTimes.defaults()), "max-headers", value);
    assertRefused(() -> new ConnectionLimits(bad, none, none), "max-connections", value);
    assertRefused(
        () -> new ConnectionLimits(none, bad, none), "max-connections-per-address", value);
    assertRefused(
        () -> new ConnectionLimits(none, none, bad), "max-requests-per-connection", value);
    assertRefused(() -> new HttpTimes(value, 1, 1, 1, 1), "header-timeout-ms", value);
    assertRefused(() -> new HttpTimes(1, value, 1, 1, 1), "body-window-ms", value);
    assertRefused(() -> new HttpTimes(1, 1, 1, value, 1), "idle-timeout-ms", value);
    assertRefused(() -> new HttpTimes(1, 1, 1, 1, value), "write-stall-ms", value);
  }

  @Test
  void aRateMayBeNoneButNotLess() {
    assertThatThrownBy(() -> new HttpTimes(1, 1, -1, 1, 1))
        .hasMessage("min-body-rate is -1; give a number of 0 or more");
  }

  private static void assertRefused(ThrowingCallable construction, String key, int value) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(key + " is " + value + "; give a number of 1 or more");
  }
}
