package io.scoria.call;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * One request that was let in, from the first byte of its body to its reply. Used by one thread;
 * ended exactly once, by {@link #finish} or {@link #abandon}.
 */
public interface Exchange {
  /** By {@link System#nanoTime}: when a body that has not come whole is waited for no longer. */
  long deadlineNanos();

  /** Takes the next bytes of the body, all of them; the chunk is the caller's again after it. */
  void feed(ByteBuffer chunk);

  /** All of the body that is here was fed, and it has not ended. May be told again and again. */
  default void bodyIsComing() {}

  /**
   * The body has ended.
   *
   * @param done told the reply exactly once, on any thread, perhaps before this returns
   */
  void finish(Consumer<Reply> done);

  /**
   * Nobody waits for the reply any more: the connection is gone, or the body is refused. May come
   * after {@link #finish}; then the reply may still come, or not.
   */
  void abandon();
}
