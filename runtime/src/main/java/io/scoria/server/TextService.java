package io.scoria.server;

import io.scoria.call.Exchange;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.pipeline.Replies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Answers a fixed text while a condition holds, and 503 while it does not. */
final class TextService implements Service {
  private final byte[] text;
  private final BooleanSupplier condition;
  private final Refusal otherwise;

  TextService(String text, BooleanSupplier condition, String otherwise) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.condition = condition;
    this.otherwise = new Refusal(Reason.NOT_READY, otherwise);
  }

  @Override
  public Opening open(RequestHead head) {
    return new Opening.Accepted(new TextExchange());
  }

  /** Whatever body a request brings is not looked at. */
  private final class TextExchange implements Exchange {
    @Override
    public void feed(ByteBuffer chunk) {
      chunk.position(chunk.limit());
    }

    @Override
    public void finish(Consumer<Reply> done) {
      done.accept(
          condition.getAsBoolean()
              ? new Reply(200, Reply.TEXT, ByteBuffer.wrap(text), null)
              : Replies.refused(otherwise));
    }

    @Override
    public void abandon() {}
  }
}
