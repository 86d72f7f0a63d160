package io.scoria.log;

import org.jspecify.annotations.Nullable;

/** Parts of what is told of a request, for every form of line. */
final class RequestText {
  private static final int MAX_PATH_CHARS = 1000;
  private static final int TRACE_ID_AT = 3; // of a traceparent: 00-TRACEID-PARENTID-FLAGS
  private static final int TRACE_ID_CHARS = 32;

  private RequestText() {}

  /**
   * The path of a target, cut where it is very long: without the query and the fragment, which may
   * hold a secret, and without the authority of an absolute form, which may hold a password.
   */
  static String path(String target) {
    int end = 0;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    String path = target.substring(0, end);
    int scheme = path.indexOf("://");
    if (scheme > 0 && !path.startsWith("/")) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    return StackText.cut(path, MAX_PATH_CHARS);
  }

  /** Of the client's trace (W3C Trace Context); null where it sent none. */
  static @Nullable String traceId(LogEntry.Request request) {
    String parent = request.identity().traceparent();
    int end = TRACE_ID_AT + TRACE_ID_CHARS;
    return parent == null || parent.length() < end ? null : parent.substring(TRACE_ID_AT, end);
  }

  /** Appends a duration as milliseconds with three decimals. */
  static StringBuilder appendMillis(StringBuilder out, long nanos) {
    long micros = Math.max(0, nanos) / 1000;
    long rest = micros % 1000;
    out.append(micros / 1000).append('.');
    return out.append(rest < 100 ? rest < 10 ? "00" : "0" : "").append(rest);
  }
}
