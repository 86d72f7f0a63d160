package io.scoria.transport;

import io.scoria.call.Header;
import io.scoria.call.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which origins browsers may call from, and what a response tells them of it (the Fetch standard,
 * section 3.3). Credentials that a browser would add by itself are never allowed: a key is put into
 * a request by the page. Immutable.
 */
final class CorsPolicy {
  private static final String ANY = "*";
  private static final String MAX_AGE_SECONDS = "600";
  private static final int MAX_ASKED_CHARS = 2000;
  private static final String METHODS = "GET, POST, OPTIONS";
  private static final String KNOWN_HEADERS =
      "authorization, content-type, accept, x-request-id, x-ms-request-id, x-ms-client-request-id,"
          + " x-scoring-timeout-ms, traceid, traceparent, tracestate";
  private static final String EXPOSED_HEADERS =
      "x-request-id, x-ms-request-id, x-ms-client-request-id, x-ms-run-function-failed,"
          + " x-ms-run-fn-exec-ms, x-ms-server-version, traceid, traceparent, retry-after";
  private static final byte[] NOTHING = {};
  private static final byte[] VARY = lines("\r\nvary: Origin");

  private final boolean configured;
  private final byte @Nullable [] any; // the lines for whatever origin; null where some are listed
  private final Map<String, byte[]> listed = new HashMap<>(); // the lines for each

  /**
   * @param origins as browsers send them, {@code scheme://host[:port]}, or {@code *}; none to tell
   *     browsers nothing
   */
  CorsPolicy(List<String> origins) {
    configured = !origins.isEmpty();
    any = origins.contains(ANY) ? allow(ANY, "") : null;
    for (String origin : origins) {
      String serialized = origin.toLowerCase(Locale.ROOT);
      listed.put(serialized, allow(serialized, "\r\nvary: Origin"));
    }
  }

  private static byte[] allow(String origin, String vary) {
    return lines(
        "\r\naccess-control-allow-origin: "
            + origin
            + "\r\naccess-control-expose-headers: "
            + EXPOSED_HEADERS
            + vary);
  }

  /** The lines of a response to the request, each with the CRLF before it; not to be changed. */
  byte[] linesFor(HttpHead head) {
    if (!configured) {
      return NOTHING;
    }
    if (any != null) {
      return any;
    }
    List<String> origins = head.headers("origin");
    byte[] allowed = origins.size() == 1 ? listed.get(serialized(origins.getFirst())) : null;
    return allowed == null ? VARY : allowed;
  }

  private static String serialized(String origin) {
    return origin.toLowerCase(Locale.ROOT);
  }

  /** True where a browser asks whether it may send a request; it expects no more than an answer. */
  boolean isPreflight(RequestHead head) {
    return configured
        && head.method().equals("OPTIONS")
        && !head.headers("origin").isEmpty()
        && !head.headers("access-control-request-method").isEmpty();
  }

  /** What the answer to a preflight says beside {@link #linesFor}: nothing to others' pages. */
  List<Header> preflight(RequestHead head) {
    List<String> origins = head.headers("origin");
    boolean allowed =
        any != null || (origins.size() == 1 && listed.containsKey(serialized(origins.getFirst())));
    if (!allowed) {
      return List.of();
    }
    return List.of(
        new Header("access-control-allow-methods", METHODS),
        new Header("access-control-allow-headers", headers(head)),
        new Header("access-control-max-age", MAX_AGE_SECONDS),
        new Header("vary", "Access-Control-Request-Headers"));
  }

  /** Those that are asked for, where they are names of headers. */
  private static String headers(RequestHead head) {
    List<String> asked = head.headers("access-control-request-headers");
    if (asked.size() != 1 || !isListOfNames(asked.getFirst())) {
      return KNOWN_HEADERS;
    }
    return asked.getFirst();
  }

  private static boolean isListOfNames(String text) {
    boolean name = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ',' && c != ' ' && (c > 0x7f || !HttpBytes.isToken((byte) c))) {
        return false;
      }
      name |= c != ',' && c != ' ';
    }
    return name && text.length() <= MAX_ASKED_CHARS;
  }

  private static byte[] lines(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
