package io.scoria.transport;

/** The target of a request line (RFC 9112, section 3.2). */
final class RequestTarget {
  private RequestTarget() {}

  /** The path, without scheme, authority and query; as sent, so {@code %2F} stays as it is. */
  static String path(String target) {
    int end = endOf(target, 0, "?#");
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme <= 0 || scheme > end) {
      return target.substring(0, end);
    }
    // absolute-form, as sent to a proxy
    int authorityEnd = endOf(target, scheme + 3, "/?#");
    return authorityEnd < end ? target.substring(authorityEnd, end) : "/";
  }

  /** Where the first of the delimiters stands; else the end of the target. */
  private static int endOf(String target, int from, String delimiters) {
    int pos = from;
    while (pos < target.length() && delimiters.indexOf(target.charAt(pos)) < 0) {
      pos++;
    }
    return pos;
  }
}
