package io.scoria.transport;

import io.scoria.call.Exchange;
import io.scoria.call.Header;
import io.scoria.call.Reply;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answers OPTIONS for a path (RFC 9110, section 9.3.7), whatever body the request brings.
 *
 * @param deadlineNanos until when that is waited for
 */
record OptionsReply(List<Header> headers, long deadlineNanos) implements Exchange {
  private static final long BODY_NANOS = 10_000_000_000L;

  static OptionsReply saying(List<Header> headers) {
    return new OptionsReply(headers, System.nanoTime() + BODY_NANOS);
  }

  @Override
  public void feed(ByteBuffer chunk) {
    chunk.position(chunk.limit());
  }

  @Override
  public void finish(Consumer<Reply> done) {
    done.accept(new Reply(200, "", ByteBuffer.allocate(0), null, headers, Reply.NOT_RUN, null));
  }

  @Override
  public void abandon() {}
}
