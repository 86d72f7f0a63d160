package io.scoria.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
  private static final int KIB = 1024;

  private final BufferPool pool = new BufferPool(8 * KIB);

  @Test
  void givesABufferOfExactlyTheBytesAskedFor() {
    ByteBuffer buffer = acquire(pool, 1500);

    assertThat(buffer.position()).isZero();
    assertThat(buffer.limit()).isEqualTo(1500);
    assertThat(buffer.isDirect()).isTrue();
    assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void roundsUpToPowersOfTwoFromOneKibibyte() {
    int[][] askedAndTaken = {
      {0, KIB}, {1, KIB}, {KIB, KIB}, {KIB + 1, 2 * KIB}, {2 * KIB, 2 * KIB}, {4097, 8 * KIB}
    };
    for (int[] pair : askedAndTaken) {
      ByteBuffer buffer = acquire(pool, pair[0]);
      assertThat(pool.usedBytes()).as("%d bytes", pair[0]).isEqualTo(pair[1]);
      pool.release(buffer);
    }
  }

  @Test
  void countsWhatIsOutUntilItIsReleased() {
    ByteBuffer first = acquire(pool, KIB);
    ByteBuffer second = acquire(pool, 3 * KIB);
    assertThat(pool.usedBytes()).isEqualTo(5 * KIB);

    pool.release(first);
    assertThat(pool.usedBytes()).isEqualTo(4 * KIB);
    pool.release(second);
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void refusesWhatWouldPassTheBoundAndTakesNothingForIt() {
    ByteBuffer half = acquire(pool, 4 * KIB);

    assertThat(pool.tryAcquire(4 * KIB + 1)).isNull();
    assertThat(pool.usedBytes()).isEqualTo(4 * KIB);
    assertThat(pool.tryAcquire(4 * KIB)).isNotNull();
    assertThat(pool.tryAcquire(0)).isNull();

    pool.release(half);
    assertThat(pool.tryAcquire(4 * KIB)).isNotNull();
  }

  @Test
  void refusesABufferLargerThanAnyCanBe() {
    BufferPool wide = new BufferPool(Long.MAX_VALUE);

    assertThat(wide.tryAcquire(BufferPool.MAX_BUFFER_BYTES + 1L)).isNull();
    assertThat(wide.tryAcquire(Long.MAX_VALUE)).isNull();
    assertThat(wide.usedBytes()).isZero();
    assertThat(wide.limitBytes()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void givesAReleasedBufferAgainWithTheNewLimit() {
    ByteBuffer first = acquire(pool, 2000);
    first.position(7);
    pool.release(first);

    ByteBuffer second = acquire(pool, 1100);

    assertThat(second).isSameAs(first);
    assertThat(second.position()).isZero();
    assertThat(second.limit()).isEqualTo(1100);
  }

  @Test
  void twoThatAreOutAreNeverTheSame() {
    pool.release(acquire(pool, KIB));

    assertThat(acquire(pool, KIB)).isNotSameAs(acquire(pool, KIB));
  }

  /** Else memory that is idle and memory that is out would together pass the bound. */
  @Test
  void idleBuffersMakeWayForOtherSizes() {
    ByteBuffer large = acquire(pool, 8 * KIB);
    pool.release(large);
    ByteBuffer small = acquire(pool, KIB); // 8 KiB idle and 1 KiB out would be 9 KiB
    pool.release(small);

    assertThat(acquire(pool, 8 * KIB)).isNotSameAs(large);
  }

  @Test
  void idleBuffersStayWhereThereIsRoomForThem() {
    ByteBuffer small = acquire(pool, KIB);
    pool.release(small);
    pool.release(acquire(pool, 4 * KIB));

    assertThat(acquire(pool, KIB)).isSameAs(small);
  }

  @Test
  void idleBuffersStayHoweverOftenTheyWereOut() {
    ByteBuffer small = acquire(pool, KIB);
    pool.release(small);
    for (int i = 0; i < 100; i++) {
      pool.release(acquire(pool, KIB));
    }
    pool.release(acquire(pool, 4 * KIB));

    assertThat(acquire(pool, KIB)).isSameAs(small);
  }

  @Test
  void manyThreadsNeverShareABufferAndLeaveNothingOut() throws Exception {
    BufferPool shared = new BufferPool(64 * KIB);
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int seed = 1; seed <= 4; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        workers.add(threads.submit(() -> hammer(shared, random)));
      }
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
    assertThat(shared.usedBytes()).isZero();
  }

  private static void hammer(BufferPool shared, SplittableRandom random) {
    for (int i = 0; i < 50_000; i++) {
      ByteBuffer buffer = shared.tryAcquire(random.nextLong(1, 20 * KIB));
      if (buffer != null) {
        long mark = random.nextLong();
        buffer.clear().putLong(0, mark).putLong(buffer.capacity() - 8, mark);
        Thread.onSpinWait();
        if (buffer.getLong(0) != mark || buffer.getLong(buffer.capacity() - 8) != mark) {
          throw new AssertionError("two threads have the same buffer");
        }
        shared.release(buffer);
      }
      if (shared.usedBytes() > shared.limitBytes()) {
        throw new AssertionError("more is out than the bound");
      }
    }
  }

  private static ByteBuffer acquire(BufferPool from, long bytes) {
    ByteBuffer buffer = from.tryAcquire(bytes);
    assertThat(buffer).isNotNull();
    return buffer;
  }
}
