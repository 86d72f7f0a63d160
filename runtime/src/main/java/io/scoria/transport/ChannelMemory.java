package io.scoria.transport;

import io.netty.util.internal.PlatformDependent;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what the connections of a listener hold for longer than one read: bytes that clients sent
 * ahead, and large answers that they have not taken. Thread-safe.
 */
final class ChannelMemory {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelMemory.class);

  /** Of the direct memory that Netty may have; the rest is for reading and small answers. */
  private static final int SHARE = 2;

  static final Refusal NONE_LEFT =
      new Refusal(
          Reason.OVERLOADED, "The memory for connections is taken by others. Try again shortly.");

  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicBoolean told = new AtomicBoolean();

  ChannelMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Half of what this JVM lets Netty have. */
  static ChannelMemory ofJvm() {
    return new ChannelMemory(PlatformDependent.maxDirectMemory() / SHARE);
  }

  /** Counts bytes; false, and nothing is counted, where there is no more. */
  boolean reserve(long bytes) {
    if (usedBytes.addAndGet(bytes) > limitBytes && bytes > 0) {
      usedBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void unreserve(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  long usedBytes() {
    return usedBytes.get();
  }

  /** A connection was closed since there was no memory to read or write it with. Logged once. */
  void tellExhausted(OutOfMemoryError cause) {
    if (!told.getAndSet(true)) {
      LOG.error(
          "there is no memory left for connections: those that need it are closed; this is said"
              + " once ({})",
          cause.getMessage());
    }
  }
}
