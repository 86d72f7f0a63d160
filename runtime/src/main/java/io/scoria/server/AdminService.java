package io.scoria.server;

import io.scoria.call.Exchange;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Service;
import io.scoria.pipeline.Replies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has a request answered by what its small JSON object says; see {@link AdminBody}. The body must
 * be said to be {@code application/json}, which no page of another origin can send by itself.
 */
record AdminService(Answer answer) implements Service {
  static final int MAX_BODY_BYTES = 16 << 10;

  private static final long BODY_NANOS = 10_000_000_000L;
  private static final Refusal NOT_JSON =
      new Refusal(
          Reason.UNSUPPORTED_MEDIA_TYPE,
          "The body must be a JSON object, sent with Content-Type: application/json.");
  private static final Refusal TOO_LARGE =
      new Refusal(
          Reason.BODY_TOO_LARGE,
          "The body is larger than the " + MAX_BODY_BYTES + " bytes that are taken here.");

  /** What answers. Thread-safe; called on a thread that may block. */
  interface Answer {
    /**
     * The reply to a body.
     *
     * @throws RefusedException if the body is not what is taken here
     * @throws IOException if what was asked for cannot be done; the cause goes to the log alone
     */
    Reply reply(AdminBody body) throws RefusedException, IOException;
  }

  @Override
  public Opening open(RequestHead head) {
    return isJson(head.headers("content-type"))
        ? new Opening.Accepted(new Asked(answer, head.identity()))
        : new Opening.Refused(NOT_JSON);
  }

  private static boolean isJson(List<String> types) {
    return types.size() == 1
        && types.getFirst().split(";", 2)[0].strip().equalsIgnoreCase(Reply.JSON);
  }

  /** One request. Used by one thread until its body has ended. */
  private static final class Asked implements Exchange {
    private final Answer answer;
    private final RequestIdentity identity;
    private final long deadlineNanos = System.nanoTime() + BODY_NANOS;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean tooLarge;

    Asked(Answer answer, RequestIdentity identity) {
      this.answer = answer;
      this.identity = identity;
    }

    @Override
    public long deadlineNanos() {
      return deadlineNanos;
    }

    @Override
    public void feed(ByteBuffer chunk) {
      tooLarge |= body.size() + chunk.remaining() > MAX_BODY_BYTES;
      if (tooLarge) {
        chunk.position(chunk.limit());
        return;
      }
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      body.writeBytes(bytes);
    }

    @Override
    public void finish(Consumer<Reply> done) {
      if (tooLarge) {
        done.accept(Replies.refused(TOO_LARGE));
      } else {
        Thread.ofVirtual().name("admin").start(() -> done.accept(reply()));
      }
    }

    private Reply reply() {
      try {
        return answer.reply(AdminBody.of(ByteBuffer.wrap(body.toByteArray())));
      } catch (RefusedException e) {
        return Replies.refused(e.refusal());
      } catch (IOException | RuntimeException e) {
        return Replies.failed(e, identity);
      }
    }

    @Override
    public void abandon() {}
  }
}
