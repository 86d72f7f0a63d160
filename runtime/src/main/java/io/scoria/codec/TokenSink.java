package io.scoria.codec;

import org.jspecify.annotations.Nullable;

/**
 * Told the tokens of one JSON text, in order. An offset is that of the token's first byte, counted
 * from the first byte of the text.
 */
interface TokenSink {
  void beginObject(long offset);

  void endObject(long offset);

  void beginArray(long offset);

  void endArray(long offset);

  void key(String name, long offset);

  /**
   * The name that stands between {@code from} and {@code to} as it is, without an escape, where the
   * sink has it already; else null, and the name is decoded.
   */
  default @Nullable String knownName(byte[] bytes, int from, int to) {
    return null;
  }

  /** May hold unpaired surrogates, which JSON allows as escapes. */
  void string(String value, long offset);

  /** A number, from {@code from} to before {@code to}; the bytes are valid during the call only. */
  void number(byte[] bytes, int from, int to, long offset);

  void literal(Literal value, long offset);

  /**
   * Offers many numbers of an array at once, before they are told one by one.
   *
   * @param bytes with {@value FloatRun#PADDING} more of them behind the limit
   * @param from where a value of an array may begin
   * @return how far the sink read: {@code from} where it took none; else the position after the
   *     last number that it took, or the complement of the one after the comma that follows it
   */
  default int numbers(byte[] bytes, int from, int limit) {
    return from;
  }

  /** The three names that JSON knows. */
  enum Literal {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    final String text;

    Literal(String text) {
      this.text = text;
    }
  }
}
