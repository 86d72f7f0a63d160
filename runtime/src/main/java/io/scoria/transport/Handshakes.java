package io.scoria.transport;

import io.netty.util.concurrent.Future;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many handshakes of TLS go on at once, and how many may: each holds direct memory before
 * anybody has shown who they are. Thread-safe.
 */
final class Handshakes {
  /** Of the direct memory that Netty may have. */
  private static final int SHARE = 4;

  /** What the first record may bring, and what it is gathered in. */
  private static final int BYTES_PER_HANDSHAKE = 16 << 10;

  private static final int LEAST = 16;
  private static final int MOST = 4096;

  private final int most;
  private final AtomicInteger going = new AtomicInteger();

  Handshakes(int most) {
    this.most = most;
  }

  static Handshakes ofJvm() {
    long fitting = PlatformDependent.maxDirectMemory() / SHARE / BYTES_PER_HANDSHAKE;
    return new Handshakes(Math.clamp(fitting, LEAST, MOST));
  }

  /** One begins, and is told of by {@link #until}; false where there is no room for it. */
  boolean begin() {
    if (going.incrementAndGet() > most) {
      going.decrementAndGet();
      return false;
    }
    return true;
  }

  /** The one that has begun goes on until that is done, well or not. */
  void until(Future<?> done) {
    done.addListener(ended -> going.decrementAndGet());
  }

  /** The one that has begun came to nothing. */
  void abandon() {
    going.decrementAndGet();
  }

  int going() {
    return going.get();
  }
}
