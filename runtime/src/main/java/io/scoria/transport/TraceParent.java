package io.scoria.transport;

/** The header {@code traceparent} (W3C Trace Context, section 3.2). */
final class TraceParent {
  /** Of version 00; a later one may be longer. */
  static final int LENGTH = 55;

  static final int TRACE_ID = 3; // where its 32 digits begin
  static final int TRACE_ID_DIGITS = 32;
  private static final int PARENT_ID = 36;
  static final int PARENT_ID_DIGITS = 16;
  private static final int FLAGS = 53;
  private static final int KNOWN_FLAGS = 0b11; // sampled, random-trace-id

  private TraceParent() {}

  /** True where a trace can be continued that the bytes name. */
  static boolean isValid(byte[] bytes, int from, int to) {
    return to - from >= LENGTH
        && isVersion(bytes, from, to)
        && bytes[from + TRACE_ID - 1] == '-'
        && isId(bytes, from + TRACE_ID, TRACE_ID_DIGITS)
        && bytes[from + PARENT_ID - 1] == '-'
        && isId(bytes, from + PARENT_ID, PARENT_ID_DIGITS)
        && bytes[from + FLAGS - 1] == '-'
        && isHex(bytes, from + FLAGS, 2);
  }

  private static boolean isVersion(byte[] bytes, int from, int to) {
    boolean first = bytes[from] == '0' && bytes[from + 1] == '0';
    boolean invalid = bytes[from] == 'f' && bytes[from + 1] == 'f';
    boolean longer = to - from > LENGTH;
    return isHex(bytes, from, 2)
        && !invalid
        && (!longer || (!first && bytes[from + LENGTH] == '-'));
  }

  /** True for lower-case digits of which some are not 0. */
  private static boolean isId(byte[] bytes, int from, int digits) {
    int all = '0';
    for (int i = from; i < from + digits; i++) {
      all |= bytes[i];
    }
    return all != '0' && isHex(bytes, from, digits);
  }

  private static boolean isHex(byte[] bytes, int from, int digits) {
    for (int i = from; i < from + digits; i++) {
      byte b = bytes[i];
      if ((b < '0' || b > '9') && (b < 'a' || b > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** The flags of a valid header that mean something, as their last digit. */
  static byte flags(byte[] bytes, int from) {
    return (byte) ('0' + (Character.digit(bytes[from + FLAGS + 1], 16) & KNOWN_FLAGS));
  }
}
