package io.scoria.pipeline;

import io.scoria.call.Exchange;
import io.scoria.call.KnownReply;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Route;
import io.scoria.call.Service;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A service as the clients of a router before it see it: a failure of what is behind the router is
 * 502, a deadline that has passed is 504; whatever else it answers is passed on. The body is the
 * service's own.
 */
public record RouterSurface(Service behind) implements Service {
  private static final int FAILED = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  @Override
  public Route route() {
    return behind.route();
  }

  @Override
  public Opening open(RequestHead head) {
    return switch (behind.open(head)) {
      case Opening.Accepted(Exchange exchange) -> new Opening.Accepted(new Passing(exchange));
      case Opening.Refused(Refusal refusal) when refusal.reason().status() == FAILED ->
          new Opening.Accepted(new KnownReply(shown(Replies.refused(refusal))));
      case Opening.Refused refused -> refused;
      case Opening.Later later -> later;
    };
  }

  private static Reply shown(Reply reply) {
    if (reply.refusal() == Reason.DEADLINE_EXCEEDED) {
      return reply.withStatus(GATEWAY_TIMEOUT);
    }
    return reply.status() == FAILED ? reply.withStatus(BAD_GATEWAY) : reply;
  }

  private record Passing(Exchange behind) implements Exchange {
    @Override
    public long deadlineNanos() {
      return behind.deadlineNanos();
    }

    @Override
    public void feed(ByteBuffer chunk) {
      behind.feed(chunk);
    }

    @Override
    public void bodyIsComing() {
      behind.bodyIsComing();
    }

    @Override
    public void finish(Consumer<Reply> done) {
      behind.finish(reply -> done.accept(shown(reply)));
    }

    @Override
    public void abandon() {
      behind.abandon();
    }
  }
}
