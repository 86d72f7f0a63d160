package io.scoria.transport;

/** A host with or without a port (RFC 3986, section 3.2), as Host and a target may hold it. */
final class Authority {
  private static final boolean[] NAME = new boolean[128];

  static {
    for (char c = 0; c < NAME.length; c++) {
      // A comma would be legal: some read a list of two hosts.
      NAME[c] = Character.isLetterOrDigit(c) || "-._~%!$&'()*+;=".indexOf(c) >= 0;
    }
  }

  private Authority() {}

  /** True also for nothing; false for one with a user, which is not for HTTP (RFC 9110, 4.2.4). */
  static boolean isValid(byte[] bytes, int from, int to) {
    int pos =
        from < to && bytes[from] == '[' ? addressEnd(bytes, from, to) : nameEnd(bytes, from, to);
    if (pos < 0 || pos == to) {
      return pos == to;
    }
    if (bytes[pos] != ':') {
      return false;
    }
    do {
      pos++;
    } while (pos < to && bytes[pos] >= '0' && bytes[pos] <= '9');
    return pos == to;
  }

  private static int nameEnd(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos < to && bytes[pos] >= 0 && NAME[bytes[pos]]) {
      pos++;
    }
    return pos;
  }

  /** After the bracket that ends an address of IPv6; negative where there is none. */
  private static int addressEnd(byte[] bytes, int from, int to) {
    int pos = from + 1;
    while (pos < to
        && (HttpBytes.hexDigit(bytes[pos]) >= 0 || bytes[pos] == ':' || bytes[pos] == '.')) {
      pos++;
    }
    return pos > from + 2 && pos < to && bytes[pos] == ']' ? pos + 1 : -1;
  }
}
