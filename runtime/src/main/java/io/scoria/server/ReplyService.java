package io.scoria.server;

import io.scoria.call.KnownReply;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers every request by its head, whatever body the request brings.
 *
 * @param answer asked when the head has come; a reply for each request
 */
record ReplyService(Function<RequestHead, Reply> answer) implements Service {
  /** One that answers all heads alike. */
  ReplyService(Supplier<Reply> supplier) {
    this(head -> supplier.get());
  }

  @Override
  public Opening open(RequestHead head) {
    return new Opening.Accepted(new KnownReply(answer.apply(head)));
  }
}
