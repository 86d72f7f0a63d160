package io.scoria.transport;

/** The target of a request line (RFC 9112, section 3.2). */
final class RequestTarget {
  private RequestTarget() {}

  /** The path, without scheme, authority and query; as sent, so {@code %2F} stays as it is. */
  static String path(String target) {
    int from = 0;
    int scheme = target.indexOf("://");
    if (!target.startsWith("/") && scheme > 0) { // absolute-form, as sent to a proxy
      from = target.indexOf('/', scheme + 3);
      if (from < 0) {
        return "/";
      }
    }
    int to = from;
    while (to < target.length() && target.charAt(to) != '?' && target.charAt(to) != '#') {
      to++;
    }
    return target.substring(from, to);
  }
}
