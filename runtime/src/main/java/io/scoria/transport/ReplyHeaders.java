package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.CharsetUtil;
import io.scoria.call.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headers that a reply brings, as lines of a response's head. What HTTP does not allow there is
 * left out, and the log says so: it could end the head early, or begin another response. What this
 * server says itself of the connection, the body and the request is left out too.
 */
final class ReplyHeaders {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyHeaders.class);
  private static final String CONTENT_TYPE = "content-type";
  private static final String CORS_PREFIX = "access-control-allow-origin";
  private static final String CORS_EXPOSED = "access-control-expose-headers";

  /** What the transport says, or a hop before the client would take for its own. */
  private static final Set<String> OWN =
      Set.of(
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade",
          "x-request-id",
          "x-ms-request-id",
          "x-ms-client-request-id",
          "x-ms-run-function-failed",
          "x-ms-run-fn-exec-ms",
          "x-ms-server-version",
          "traceid",
          "traceparent");

  private ReplyHeaders() {}

  /** Writes each with the CRLF before it. */
  static void write(ByteBuf out, List<Header> headers, boolean withType, boolean withCors) {
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      boolean said =
          OWN.contains(name)
              || (withType && name.equals(CONTENT_TYPE))
              || (withCors && (name.equals(CORS_PREFIX) || name.equals(CORS_EXPOSED)));
      if (!said && isLegal(header)) {
        out.writeCharSequence(
            "\r\n" + header.name() + ": " + header.value(), CharsetUtil.ISO_8859_1);
      }
    }
  }

  private static boolean isLegal(Header header) {
    boolean name = isName(header.name());
    if (!name || !isValue(header.value())) {
      LOG.warn(
          "a reply's header {} is left out: HTTP does not allow the characters of its {}",
          name ? header.name() : "",
          name ? "value" : "name");
      return false;
    }
    return true;
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7f || !HttpBytes.isToken((byte) c)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** True where the text can stand as a header's value, each character as one byte. */
  static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xff || !HttpBytes.isFieldContent((byte) c)) {
        return false;
      }
    }
    return true;
  }
}
