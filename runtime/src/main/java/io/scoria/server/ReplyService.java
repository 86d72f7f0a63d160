package io.scoria.server;

import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers every request by its head, whatever body the request brings.
 *
 * @param answer asked when the head has come; a reply for each request
 */
record ReplyService(Function<RequestHead, Reply> answer) implements Service {
  private static final long BODY_NANOS = 10_000_000_000L;

  /** One that answers all heads alike. */
  ReplyService(Supplier<Reply> supplier) {
    this(head -> supplier.get());
  }

  @Override
  public Opening open(RequestHead head) {
    return new Opening.Accepted(new Answer(answer.apply(head), System.nanoTime() + BODY_NANOS));
  }

  private record Answer(Reply reply, long deadlineNanos) implements Exchange {
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
}
