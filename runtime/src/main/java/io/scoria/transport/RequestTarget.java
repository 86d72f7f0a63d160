package io.scoria.transport;

/** The target of a request line (RFC 9112, section 3.2). */
final class RequestTarget {
  private static final String[] SCHEMES = {"http://", "https://"};

  private RequestTarget() {}

  /**
   * True for a path, an address of http or https, and for {@code OPTIONS *}; not for what else a
   * proxy is sent, and not for what no client sends.
   */
  static boolean isOfServer(String method, byte[] bytes, int from, int to) {
    if (bytes[from] == '/') {
      return true;
    }
    if (to - from == 1 && bytes[from] == '*') {
      return method.equals("OPTIONS");
    }
    for (String scheme : SCHEMES) {
      int authority = from + scheme.length();
      if (authority < to && HttpBytes.equalsIgnoringCase(bytes, from, authority, scheme)) {
        return isHost(bytes, authority, to);
      }
    }
    return false;
  }

  private static boolean isHost(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '/' && bytes[end] != '?') {
      end++;
    }
    return end > from && bytes[from] != ':' && Authority.isValid(bytes, from, end);
  }

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
