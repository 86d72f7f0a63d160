package io.scoria.server;

import io.scoria.call.Exchange;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers every request with what is supplied, whatever body the request brings. */
record ReplyService(Supplier<Reply> supplier) implements Service, Exchange {
  private static final long BODY_NANOS = 10_000_000_000L;

  @Override
  public Opening open(RequestHead head) {
    return new Opening.Accepted(this);
  }

  @Override
  public long deadlineNanos() {
    return System.nanoTime() + BODY_NANOS;
  }

  @Override
  public void feed(ByteBuffer chunk) {
    chunk.position(chunk.limit());
  }

  @Override
  public void finish(Consumer<Reply> done) {
    done.accept(supplier.get());
  }

  @Override
  public void abandon() {}
}
