package io.scoria.call;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A request whose reply is known by its head; the body that it brings is read past.
 *
 * @param deadlineNanos until when that is waited for
 */
public record KnownReply(Reply reply, long deadlineNanos) implements Exchange {
  private static final long BODY_NANOS = 10_000_000_000L;

  /** Waits ten seconds for the body. */
  public KnownReply(Reply reply) {
    this(reply, System.nanoTime() + BODY_NANOS);
  }

  @Override
  public void feed(ByteBuffer chunk) {
    chunk.position(chunk.limit());
  }

  @Override
  public void finish(Consumer<Reply> done) {
    done.accept(reply);
  }

  @Override
  public void abandon() {}
}
