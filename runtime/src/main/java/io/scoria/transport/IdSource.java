package io.scoria.transport;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Makes ids that are unlikely to be made again, anywhere: from 128 random bits of state. No
 * secrets: who sees some can tell the next. Not thread-safe.
 */
final class IdSource {
  private final SplittableRandom first;
  private final SplittableRandom second;

  IdSource() {
    SecureRandom seeds = new SecureRandom();
    first = new SplittableRandom(seeds.nextLong());
    second = new SplittableRandom(seeds.nextLong());
  }

  /** The first half of a UUID of version 4 (RFC 9562, section 5.4). */
  long uuidHigh() {
    return (first.nextLong() & ~0xf000L) | 0x4000L;
  }

  /** The second half. */
  long uuidLow() {
    return (second.nextLong() & (-1L >>> 2)) | Long.MIN_VALUE;
  }

  /** Never 0. */
  long parentId() {
    long id = first.nextLong();
    return id == 0 ? 1 : id;
  }
}
