package io.scoria.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class UtilizationTest {
  private long busyNanos = Long.MAX_VALUE - 500_000_000L; // wraps within the first second
  private long nowNanos = Long.MIN_VALUE + 7;
  private OptionalInt capacity = OptionalInt.of(4);
  private final Utilization utilization =
      new Utilization(() -> busyNanos, () -> capacity, () -> nowNanos);
  private final Exposition exposition = Exposition.withoutJvm();

  UtilizationTest() {
    exposition.add(utilization);
  }

  private void pass(double seconds, double inFlight) {
    nowNanos += (long) (seconds * 1e9);
    busyNanos += (long) (seconds * inFlight * 1e9);
  }

  private String scrape() {
    byte[] text = exposition.scrape("", "me").body().array();
    return new String(text, StandardCharsets.UTF_8);
  }

  @Test
  void isTheCallsInFlightByTheCapacityOverTheWindow() {
    pass(2, 0);
    pass(1, 12);
    pass(1, 0);
    assertThat(scrape())
        .contains("scoria_utilization 0.75\n")
        .contains("scoria_busy_seconds_total 12.0\n")
        .contains("scoria_capacity 4.0\n");
    pass(10, 6);
    assertThat(scrape())
        .contains("scoria_utilization 1.5\n")
        .contains("scoria_busy_seconds_total 72.0\n");
  }

  /** To Prometheus a counter that falls is one that began anew. */
  @Test
  void theCounterNeverFalls() {
    pass(1, 2);
    assertThat(scrape()).contains("scoria_busy_seconds_total 2.0\n");
    busyNanos -= 1_000_000;
    assertThat(scrape()).contains("scoria_busy_seconds_total 2.0\n");
    busyNanos += 1_000_000;
    pass(1, 2);
    assertThat(scrape()).contains("scoria_busy_seconds_total 4.0\n");
  }

  @Test
  void isNotToldWhileThereIsNoCapacity() {
    capacity = OptionalInt.empty();
    pass(1, 0);
    assertThat(scrape())
        .contains("scoria_busy_seconds_total 0.0\n")
        .doesNotContain("scoria_utilization")
        .doesNotContain("scoria_capacity");
  }
}
