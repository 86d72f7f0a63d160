package io.scoria.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void uniformArrivalsAreEquallyFarApartAndEndInTime() {
    assertThat(all(ArrivalSchedule.uniform(100, 1100, 4e6, 0, 1)))
        .containsExactly(100L, 350L, 600L, 850L);
  }

  @Test
  void severalSendersShareTheArrivals() {
    List<Long> shared = new ArrayList<>();
    for (int sender = 0; sender < 3; sender++) {
      shared.addAll(all(ArrivalSchedule.uniform(0, SECOND, 1000, sender, 3)));
    }
    assertThat(shared.stream().sorted())
        .isEqualTo(all(ArrivalSchedule.uniform(0, SECOND, 1000, 0, 1)));
  }

  @Test
  void anIntervalThatIsNoWholeNumberDoesNotDrift() {
    List<Long> arrivals = all(ArrivalSchedule.uniform(0, 3600 * SECOND, 7, 0, 1));
    assertThat(arrivals).hasSize(3600 * 7);
    assertThat(arrivals.get(7 * 1800)).isEqualTo(1800 * SECOND);
  }

  @Test
  void poissonArrivalsHaveTheirRateAndTheirSpread() {
    List<Long> arrivals = all(ArrivalSchedule.poisson(0, 100 * SECOND, 1000, 1));
    assertThat((double) arrivals.size()).isCloseTo(100_000, within(1500.0));
    long within1Ms =
        java.util.stream.IntStream.range(1, arrivals.size())
            .filter(i -> arrivals.get(i) - arrivals.get(i - 1) < SECOND / 1000)
            .count();
    assertThat((double) within1Ms / arrivals.size()).isCloseTo(1 - 1 / Math.E, within(0.01));
    assertThat(arrivals).isSorted();
  }

  @Test
  void noArrivalsAreNone() {
    assertThat(all(ArrivalSchedule.none())).isEmpty();
  }

  private static List<Long> all(ArrivalSchedule schedule) {
    List<Long> all = new ArrayList<>();
    for (; schedule.intendedNanos() != ArrivalSchedule.NEVER; schedule.advance()) {
      all.add(schedule.intendedNanos());
    }
    return all;
  }
}
