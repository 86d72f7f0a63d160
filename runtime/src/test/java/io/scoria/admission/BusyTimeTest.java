package io.scoria.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class BusyTimeTest {
  private static final long START = Long.MAX_VALUE - 1000; // the clock passes its greatest value

  private final AtomicLong clock = new AtomicLong(START);
  private final Admission admission = new Admission(1000, Long.MAX_VALUE, clock::get);

  private Permit begin() {
    if (admission.admit(0) instanceof Admission.Admitted.With(Permit permit)) {
      return permit;
    }
    throw new AssertionError("refused");
  }

  @Test
  void isTheTimeOfEachCallThatHasEnded() {
    Permit permit = begin();
    clock.addAndGet(7);
    permit.close();
    clock.addAndGet(100);
    assertThat(admission.busyNanos()).isEqualTo(7);
  }

  @Test
  void growsWithEachCallThatIsInFlight() {
    Permit one = begin();
    clock.addAndGet(5);
    Permit two = begin();
    clock.addAndGet(10);
    assertThat(admission.busyNanos()).isEqualTo(25);
    one.close();
    clock.addAndGet(2000);
    assertThat(admission.busyNanos()).isEqualTo(2025);
    two.close();
    assertThat(admission.busyNanos()).isEqualTo(2025);
  }

  @Test
  void aRefusedCallIsNeverInFlight() {
    Admission none = new Admission(1, Long.MAX_VALUE, clock::get);
    none.admit(0);
    none.admit(0);
    clock.addAndGet(10);
    assertThat(none.busyNanos()).isEqualTo(10);
  }

  @Test
  void isThatOfEveryCallWhateverTheirOrder() {
    Random random = new Random(5);
    List<Permit> open = new ArrayList<>();
    long expected = 0;
    for (int i = 0; i < 10_000; i++) {
      int step = random.nextInt(1000);
      expected += (long) step * open.size();
      clock.addAndGet(step);
      if (open.size() < 500 && random.nextBoolean()) {
        open.add(begin());
      } else if (!open.isEmpty()) {
        open.remove(random.nextInt(open.size())).close();
      }
      assertThat(admission.busyNanos()).isEqualTo(expected);
    }
  }

  /** A reading that saw half of a change would be off by the clock's value: a thousand seconds. */
  @Test
  void isNeverSeenHalfChangedWhileCallsBeginAndEndOnManyThreads() throws Exception {
    AtomicLong later = new AtomicLong();
    Admission real = new Admission(1000, Long.MAX_VALUE, () -> System.nanoTime() + later.get());
    later.set(TimeUnit.SECONDS.toNanos(1000));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int call = 0; call < 50_000; call++) {
                  Permit permit = real.tryAcquire();
                  if (permit != null) {
                    permit.close();
                  }
                }
              }));
    }
    long farNanos = TimeUnit.SECONDS.toNanos(500);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      assertThat(real.busyNanos()).isBetween(-farNanos, farNanos);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long end = real.busyNanos();
    assertThat(real.inFlight()).isZero();
    assertThat(real.busyNanos()).isEqualTo(end);
  }
}
