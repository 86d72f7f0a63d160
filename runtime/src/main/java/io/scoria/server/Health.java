package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.pipeline.Replies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers whether the server is well. */
final class Health {
  private static final Refusal NOT_READY =
      new Refusal(Reason.NOT_READY, "The model is not ready to score.");

  private static final byte[] READY = {'r', 'e', 'a', 'd', 'y'};

  private Health() {}

  /** Answers the text while the condition holds, and 503 while it does not. */
  static Service of(String text, BooleanSupplier condition) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new ReplyService(() ->
        condition.getAsBoolean()
            ? new Reply(200, Reply.TEXT, ByteBuffer.wrap(body), null)
            : Replies.refused(NOT_READY));
  }

  /** Answers whether calls can be scored, and where they cannot, why: not for clients. */
  static Service ready(Supplier<Optional<String>> problem) {
    return new ReplyService(() -> problem.get().map(Health::notReady).orElseGet(Health::ready));
  }

  private static Reply ready() {
    return new Reply(200, Reply.TEXT, ByteBuffer.wrap(READY), null);
  }

  private static Reply notReady(String problem) {
    return Replies.refused(new Refusal(Reason.NOT_READY, "Not ready to score: " + problem + "."));
  }
}
