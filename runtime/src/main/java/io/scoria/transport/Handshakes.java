package io.scoria.transport;

import io.netty.channel.Channel;
import io.netty.util.internal.PlatformDependent;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

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
  private final SequencedSet<Channel> going = new LinkedHashSet<>(); // guarded by this

  Handshakes(int most) {
    this.most = most;
  }

  static Handshakes ofJvm() {
    long fitting = PlatformDependent.maxDirectMemory() / SHARE / BYTES_PER_HANDSHAKE;
    return new Handshakes(Math.clamp(fitting, LEAST, MOST));
  }

  /**
   * One begins on that connection. Where there are more than may be, the oldest is given up, with
   * its connection: one that a client means takes milliseconds.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do where closing fails
  void begin(Channel connection) {
    Channel oldest = null;
    synchronized (this) {
      going.add(connection);
      if (going.size() > most) {
        oldest = going.removeFirst();
      }
    }
    if (oldest != null) {
      oldest.close();
    }
  }

  /** The one on that connection is done, well or not. */
  synchronized void end(Channel connection) {
    going.remove(connection);
  }

  synchronized int going() {
    return going.size();
  }
}
