package io.scoria.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Waits for as long as it takes; the runner of the tests ends what takes for ever. */
  private static void awaitDelay(LoopWatch watch, boolean stuck) throws InterruptedException {
    while (watch.delayNanos() >= STUCK_NANOS != stuck) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void aLoopThatDoesNotTurnIsSeenAndOneThatTurnsAgainToo() throws InterruptedException {
    try (EventLoops loops = new EventLoops("watched", 2)) {
      LoopWatch watch = loops.watch();
      awaitDelay(watch, false);
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      loops
          .group()
          .next()
          .execute(() -> {
            held.countDown();
            awaitQuietly(release);
          });
      held.await();
      awaitDelay(watch, true);
      long before = watch.delayNanos();
      TimeUnit.MILLISECONDS.sleep(20);
      assertThat(watch.delayNanos()).isGreaterThan(before);
      release.countDown();
      awaitDelay(watch, false);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
