package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.scoria.call.Reason;
import io.scoria.call.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replies as the bytes of HTTP/1.1 responses. */
final class Responses {
  /** Up to here a body is copied behind its head, so that both go in one write. */
  static final int MAX_COPIED_BYTES = 64 << 10;

  private static final int HEAD_BYTES = 512; // a guess that saves growing
  private static final int MAX_LONG_DIGITS = 19;
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final byte[] SCORED_AS_JSON = scored(Reply.JSON);
  private static final byte[] SCORED_AS_BINARY = scored(Reply.BINARY);
  private static final Map<Reason, byte[]> REFUSED = new EnumMap<>(Reason.class); // as JSON

  static {
    for (Reason reason : Reason.values()) {
      REFUSED.put(reason, head(reason.status(), Reply.JSON, reason));
    }
  }

  private static final int MAX_STATUS = 599;
  private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length: ");
  private static final byte[] CHUNKED = ascii("\r\ntransfer-encoding: chunked");
  private static final byte[] RUN_FAILED = ascii("\r\nx-ms-run-function-failed: True");
  private static final byte[] RUN_RETURNED = ascii("\r\nx-ms-run-function-failed: False");
  private static final byte[] RUN_TIME = ascii("\r\nx-ms-run-fn-exec-ms: ");
  private static final byte[] END = ascii("\r\n\r\n");
  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

  /** How the end of a streamed body is told. */
  enum Framing {
    CHUNKED,
    /** By the end of the connection. */
    CLOSE
  }

  /** How a connection goes on after a response. */
  enum Connection {
    /** As every one does in HTTP/1.1. */
    KEPT(""),
    /** As the client of an HTTP/1.0 connection has to be told. */
    KEPT_HTTP_1_0("\r\nconnection: keep-alive"),
    CLOSED("\r\nconnection: close");

    private final String header;

    Connection(String header) {
      this.header = header;
    }

    /** As the client wants it. */
    static Connection after(HttpHead head) {
      if (!head.isKeptAlive()) {
        return CLOSED;
      }
      return head.isHttp10() ? KEPT_HTTP_1_0 : KEPT;
    }
  }

  private Responses() {}

  /** What a client is told that waits with its body (RFC 9110, section 10.1.1). */
  static ByteBuf continues() {
    return Unpooled.wrappedBuffer(CONTINUE);
  }

  /** True where the reply can be sent as it is: the status is that of a final response. */
  static boolean isLegal(Reply reply) {
    return reply.status() >= 200 && reply.status() <= MAX_STATUS;
  }

  /** True where the response ends with its head (RFC 9112, section 6.3). */
  static boolean hasNoBody(Reply reply, ResponseContext context) {
    return context.isBodyless() || isBodyless(reply.status());
  }

  private static boolean isBodyless(int status) {
    return status == 204 || status == 304;
  }

  /**
   * The response to a reply whose stream is not sent, which tells the length of its body also where
   * it is sent without one in answer to HEAD.
   */
  static ByteBuf of(
      ByteBufAllocator allocator, Reply reply, Connection connection, ResponseContext context) {
    ByteBuffer body = reply.body();
    int bodyBytes = body.remaining();
    boolean bodyless = hasNoBody(reply, context);
    boolean copied = bodyless || bodyBytes <= MAX_COPIED_BYTES;
    ByteBuf out = allocator.directBuffer(HEAD_BYTES + (copied ? bodyBytes : 0));
    out.writeBytes(head(reply));
    if (!isBodyless(reply.status()) && reply.stream() == null) {
      out.writeBytes(CONTENT_LENGTH);
      writeNumber(out, bodyBytes);
    }
    writeRest(out, reply, connection, context);
    if (bodyless) {
      return out;
    }
    return copied
        ? out.writeBytes(body)
        : Unpooled.wrappedBuffer(out, Unpooled.wrappedBuffer(body));
  }

  /**
   * The head of the response to a reply with a stream.
   *
   * @param framing how the end of the body is told
   */
  static ByteBuf streamed(
      ByteBufAllocator allocator,
      Reply reply,
      Framing framing,
      Connection connection,
      ResponseContext context) {
    ByteBuf out = allocator.directBuffer(HEAD_BYTES);
    out.writeBytes(head(reply));
    if (framing == Framing.CHUNKED) {
      out.writeBytes(CHUNKED);
    }
    writeRest(out, reply, connection, context);
    return out;
  }

  private static void writeRest(
      ByteBuf out, Reply reply, Connection connection, ResponseContext context) {
    writeRun(out, reply.runNanos(), reply.status() >= 500);
    context.writeTo(out);
    if (!reply.headers().isEmpty()) {
      boolean hasType = !reply.contentType().isEmpty();
      ReplyHeaders.write(out, reply.headers(), hasType, context.hasCors());
    }
    out.writeCharSequence(connection.header, StandardCharsets.US_ASCII);
    out.writeBytes(END);
  }

  /** In the original, a script that answers with 500 or more has failed too. */
  private static void writeRun(ByteBuf out, long runNanos, boolean failed) {
    if (runNanos == Reply.RUN_FAILED) {
      out.writeBytes(RUN_FAILED);
    } else if (runNanos >= 0) {
      out.writeBytes(failed ? RUN_FAILED : RUN_RETURNED).writeBytes(RUN_TIME);
      long micros = (runNanos + 500) / 1000;
      writeNumber(out, micros / 1000);
      int fraction = (int) (micros % 1000);
      out.writeByte('.');
      out.writeByte('0' + fraction / 100);
      out.writeByte('0' + fraction / 10 % 10);
      out.writeByte('0' + fraction % 10);
    }
  }

  private static byte[] head(Reply reply) {
    Reason refusal = reply.refusal();
    if (refusal != null && reply.status() == refusal.status() && isJson(reply)) {
      byte[] known = REFUSED.get(refusal);
      return known == null ? head(reply.status(), Reply.JSON, refusal) : known;
    }
    if (reply.status() == 200 && isJson(reply)) {
      return SCORED_AS_JSON;
    }
    if (reply.status() == 200 && reply.contentType().equals(Reply.BINARY)) {
      return SCORED_AS_BINARY;
    }
    return head(reply.status(), reply.contentType(), refusal);
  }

  private static boolean isJson(Reply reply) {
    return reply.contentType().equals(Reply.JSON);
  }

  /** The head up to what is told of the body's length. */
  private static byte[] head(int status, String contentType, @Nullable Reason refusal) {
    String text = "HTTP/1.1 " + HttpResponseStatus.valueOf(status);
    if (!contentType.isEmpty() && ReplyHeaders.isValue(contentType)) {
      text += "\r\ncontent-type: " + contentType;
    }
    if (refusal != null && !refusal.challenge().isEmpty()) {
      text += "\r\nwww-authenticate: " + refusal.challenge();
    }
    if (refusal == Reason.UNSUPPORTED_ENCODING) { // RFC 9110, section 15.5.16
      text += "\r\naccept-encoding: gzip, deflate";
    }
    if (refusal != null && refusal.isTemporary()) {
      text += "\r\nretry-after: " + RETRY_AFTER_SECONDS;
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] scored(String contentType) {
    return head(200, contentType, null);
  }

  private static void writeNumber(ByteBuf out, long number) {
    out.ensureWritable(MAX_LONG_DIGITS);
    int end = out.writerIndex() + 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      end++;
    }
    out.writerIndex(end);
    long rest = number;
    for (int at = end - 1; ; at--) {
      out.setByte(at, (int) ('0' + rest % 10));
      rest /= 10;
      if (rest == 0) {
        return;
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
