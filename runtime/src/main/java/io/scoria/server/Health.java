package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.pipeline.Replies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Answers whether the server is well. */
final class Health {
  private static final Refusal NOT_READY =
      new Refusal(Reason.NOT_READY, "The model is not ready to score.");

  private Health() {}

  /** Answers the text while the condition holds, and 503 while it does not. */
  static Service of(String text, BooleanSupplier condition) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new ReplyService(() ->
        condition.getAsBoolean()
            ? new Reply(200, Reply.TEXT, ByteBuffer.wrap(body), null)
            : Replies.refused(NOT_READY));
  }
}
