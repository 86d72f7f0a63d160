package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.CharsetUtil;
import io.scoria.call.Header;
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
  private static final int MAX_COPIED_BYTES = 64 << 10;

  private static final int HEAD_BYTES = 512; // a guess that saves growing
  private static final int MAX_LENGTH_DIGITS = 10;
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final byte[] SCORED_AS_JSON = scored(Reply.JSON);
  private static final byte[] SCORED_AS_BINARY = scored(Reply.BINARY);
  private static final Map<Reason, byte[]> REFUSED = new EnumMap<>(Reason.class); // as JSON

  static {
    for (Reason reason : Reason.values()) {
      REFUSED.put(reason, head(HttpResponseStatus.valueOf(reason.status()), Reply.JSON, reason));
    }
  }

  private static final byte[] END = ascii("\r\n\r\n");
  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

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

  /**
   * The response, which tells the length of its body also where it is sent without one.
   *
   * @param allow for the Allow header; empty for none
   * @param bodyless true in answer to HEAD
   */
  static ByteBuf of(
      ByteBufAllocator allocator,
      Reply reply,
      Connection connection,
      String allow,
      boolean bodyless) {
    ByteBuffer body = reply.body();
    int bodyBytes = body.remaining();
    boolean copied = bodyless || bodyBytes <= MAX_COPIED_BYTES;
    ByteBuf out = allocator.directBuffer(HEAD_BYTES + (copied ? bodyBytes : 0));
    writeHead(out, reply, bodyBytes);
    if (!allow.isEmpty()) {
      out.writeCharSequence("\r\nallow: " + allow, CharsetUtil.US_ASCII);
    }
    for (Header header : reply.headers()) {
      String line = "\r\n" + header.name() + ": " + header.value();
      out.writeCharSequence(line, CharsetUtil.US_ASCII);
    }
    out.writeCharSequence(connection.header, CharsetUtil.US_ASCII);
    out.writeBytes(END);
    if (bodyless) {
      return out;
    }
    return copied
        ? out.writeBytes(body)
        : Unpooled.wrappedBuffer(out, Unpooled.wrappedBuffer(body));
  }

  private static void writeHead(ByteBuf out, Reply reply, int bodyBytes) {
    out.writeBytes(head(reply));
    writeNumber(out, bodyBytes);
  }

  private static byte[] head(Reply reply) {
    Reason refusal = reply.refusal();
    byte[] refused = refusal == null ? null : REFUSED.get(refusal);
    if (refused != null) {
      return refused;
    }
    if (reply.status() == 200 && reply.contentType().equals(Reply.JSON)) {
      return SCORED_AS_JSON;
    }
    if (reply.status() == 200 && reply.contentType().equals(Reply.BINARY)) {
      return SCORED_AS_BINARY;
    }
    return head(HttpResponseStatus.valueOf(reply.status()), reply.contentType(), refusal);
  }

  /** The head up to the length of the body. */
  private static byte[] head(
      HttpResponseStatus status, String contentType, @Nullable Reason refusal) {
    String text = "HTTP/1.1 " + status + "\r\ncontent-type: " + contentType;
    if (refusal != null && refusal.status() == 401) {
      text += "\r\nwww-authenticate: Bearer";
    }
    if (refusal != null && refusal.isTemporary()) {
      text += "\r\nretry-after: " + RETRY_AFTER_SECONDS;
    }
    return ascii(text + "\r\ncontent-length: ");
  }

  private static byte[] scored(String contentType) {
    return head(HttpResponseStatus.OK, contentType, null);
  }

  private static void writeNumber(ByteBuf out, int number) {
    out.ensureWritable(MAX_LENGTH_DIGITS);
    int end = out.writerIndex() + 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      end++;
    }
    out.writerIndex(end);
    int rest = number;
    for (int at = end - 1; ; at--) {
      out.setByte(at, '0' + rest % 10);
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
