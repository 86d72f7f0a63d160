package io.scoria.codec;

import io.scoria.codec.TokenSink.Literal;
import io.scoria.config.CodecLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259, UTF-8, a byte order mark allowed) as its bytes arrive, and tells its tokens
 * to a sink. Accepts exactly what the grammar accepts within the limits. Keeps only the bytes of a
 * token that has not ended yet. Not thread-safe.
 */
final class JsonTokenizer {
  /** What the grammar allows next. */
  private enum Expect {
    VALUE("a value"),
    VALUE_OR_END("a value or ']'"),
    KEY("a name in double quotes"),
    KEY_OR_END("a name in double quotes or '}'"),
    COLON("':'"),
    COMMA_OR_END("',' or the end of the array or object"),
    END("nothing more");

    final String text;

    Expect(String text) {
      this.text = text;
    }
  }

  private static final int INCOMPLETE = -1;
  private static final int MAX_KEPT_BYTES = 128 << 10;

  private final TokenSink sink;
  private final int maxDepth;
  private final int maxNumberBytes;
  private final int maxStringBytes;
  private final BitSet inObject = new BitSet();
  private int depth;
  private Expect expect = Expect.VALUE;
  private @Nullable String error;

  private byte[] buffer = new byte[0];
  private int limit;
  private long base; // offset of buffer[0] in the text
  private int scanned; // bytes of an incomplete string that need not be read again
  private boolean last; // no byte follows buffer[limit - 1]

  /** With the limits that are usual, but for strings, which may have any length. */
  JsonTokenizer(TokenSink sink) {
    this(sink, CodecLimits.defaults(), Integer.MAX_VALUE);
  }

  /**
   * Tells the tokens to the sink.
   *
   * @param limits of depth and of numbers
   * @param maxStringBytes of a string as it is written; a longer one is an error
   */
  JsonTokenizer(TokenSink sink, CodecLimits limits, int maxStringBytes) {
    this.sink = sink;
    maxDepth = limits.maxJsonDepth();
    maxNumberBytes = limits.maxNumberChars();
    this.maxStringBytes = maxStringBytes;
  }

  /** As new, for another text. A buffer of at most {@value #MAX_KEPT_BYTES} bytes is kept. */
  void reset() {
    inObject.clear();
    depth = 0;
    expect = Expect.VALUE;
    error = null;
    buffer = buffer.length <= MAX_KEPT_BYTES ? buffer : new byte[0];
    limit = 0;
    base = 0;
    scanned = 0;
    last = false;
  }

  /** Takes every remaining byte of {@code chunk}. Bytes after an error are not looked at. */
  void feed(ByteBuffer chunk) {
    if (error != null) {
      chunk.position(chunk.limit());
      return;
    }
    int added = chunk.remaining();
    ensure(limit + added + FloatRun.PADDING);
    chunk.get(buffer, limit, added);
    limit += added;
    read();
  }

  /**
   * Doubles the buffer where it is too small, though not past what is kept while that is enough.
   */
  private void ensure(int bytes) {
    if (buffer.length < bytes) {
      int doubled = Math.min(buffer.length, 1 << 29) * 2;
      int most = bytes <= MAX_KEPT_BYTES ? Math.min(doubled, MAX_KEPT_BYTES) : doubled;
      buffer = Arrays.copyOf(buffer, Math.max(bytes, most));
    }
  }

  /** No more bytes come. After it {@link #error} says whether the text was JSON. */
  void finish() {
    last = true;
    read();
    if (error == null && expect != Expect.END) {
      fail("the text ends where " + expect.text + " should be", limit);
    }
  }

  /** What was wrong and at which byte, or null where nothing was so far. */
  @Nullable String error() {
    return error;
  }

  private void read() {
    int pos = 0;
    while (pos < limit && error == null) {
      int next = isSpace(buffer[pos]) ? pos + 1 : token(pos);
      if (next == INCOMPLETE) {
        break;
      }
      pos = next;
    }
    if (pos > 0) {
      System.arraycopy(buffer, pos, buffer, 0, limit - pos);
      limit -= pos;
      base += pos;
    }
  }

  /** Reads the token that starts at {@code pos}; the position after it, or INCOMPLETE. */
  private int token(int pos) {
    byte first = buffer[pos];
    return switch (first) {
      case '{', '[' -> open(pos, first == '{');
      case '}', ']' -> close(pos, first == '}');
      case ',' -> comma(pos);
      case ':' -> colon(pos);
      case '"' -> string(pos);
      case 't' -> literal(pos, Literal.TRUE);
      case 'f' -> literal(pos, Literal.FALSE);
      case 'n' -> literal(pos, Literal.NULL);
      case (byte) 0xEF -> byteOrderMark(pos);
      default -> isNumberStart(first) ? number(pos) : unexpected(pos);
    };
  }

  private int open(int pos, boolean object) {
    if (!expectsValue()) {
      return unexpected(pos);
    }
    if (depth == maxDepth) {
      return fail("nested deeper than " + maxDepth + " levels (max-json-depth)", pos);
    }
    inObject.set(depth++, object);
    if (object) {
      expect = Expect.KEY_OR_END;
      sink.beginObject(base + pos);
    } else {
      expect = Expect.VALUE_OR_END;
      sink.beginArray(base + pos);
    }
    return pos + 1;
  }

  private int close(int pos, boolean object) {
    boolean mayEnd =
        expect == Expect.COMMA_OR_END
            || expect == (object ? Expect.KEY_OR_END : Expect.VALUE_OR_END);
    if (!mayEnd || inObject.get(depth - 1) != object) {
      return unexpected(pos);
    }
    depth--;
    afterValue();
    if (object) {
      sink.endObject(base + pos);
    } else {
      sink.endArray(base + pos);
    }
    return pos + 1;
  }

  private int comma(int pos) {
    if (expect != Expect.COMMA_OR_END) {
      return unexpected(pos);
    }
    expect = inObject.get(depth - 1) ? Expect.KEY : Expect.VALUE;
    return pos + 1;
  }

  private int colon(int pos) {
    if (expect != Expect.COLON) {
      return unexpected(pos);
    }
    expect = Expect.VALUE;
    return pos + 1;
  }

  private int string(int pos) {
    boolean key = expect == Expect.KEY || expect == Expect.KEY_OR_END;
    if (!key && !expectsValue()) {
      return unexpected(pos);
    }
    int end = endOfString(pos);
    if (end < 0) {
      return end;
    }
    String known = key ? sink.knownName(buffer, pos + 1, end) : null;
    if (known != null) {
      expect = Expect.COLON;
      sink.key(known, base + pos);
      return end + 1;
    }
    JsonStrings.Decoded decoded = JsonStrings.decode(buffer, pos + 1, end);
    if (decoded.error() != null) {
      return fail(decoded.error(), decoded.errorAt());
    }
    if (key) {
      expect = Expect.COLON;
      sink.key(decoded.value(), base + pos);
    } else {
      afterValue();
      sink.string(decoded.value(), base + pos);
    }
    return end + 1;
  }

  /** The index of the closing quote. */
  private int endOfString(int pos) {
    int i = pos + Math.max(1, scanned);
    while (i < limit && buffer[i] != '"') {
      if (buffer[i] >= 0 && buffer[i] < ' ') {
        return fail("a control character in a string must be escaped", i);
      }
      i += buffer[i] == '\\' ? 2 : 1;
    }
    if (Math.min(i, limit) - pos > maxStringBytes) {
      return fail("a string of more than " + maxStringBytes + " bytes (max-string-bytes)", pos);
    }
    scanned = 0;
    if (i < limit) {
      return i;
    }
    if (last) {
      return fail("the text ends inside a string", limit);
    }
    // A backslash at the very end is looked at again, with the byte that it escapes.
    scanned = (i > limit ? limit - 1 : limit) - pos;
    return INCOMPLETE;
  }

  private int literal(int pos, Literal literal) {
    if (!expectsValue()) {
      return unexpected(pos);
    }
    String text = literal.text;
    for (int i = 1; i < text.length(); i++) {
      if (pos + i >= limit) {
        return last ? fail("the text ends inside '" + text + "'", limit) : INCOMPLETE;
      }
      if (buffer[pos + i] != text.charAt(i)) {
        return unexpected(pos + i, "'" + text + "'");
      }
    }
    afterValue();
    sink.literal(literal, base + pos);
    return pos + text.length();
  }

  private int number(int pos) {
    if (!expectsValue()) {
      return unexpected(pos);
    }
    if (depth > 0 && !inObject.get(depth - 1)) {
      int taken = sink.numbers(buffer, pos, limit);
      if (taken != pos) {
        expect = taken < 0 ? Expect.VALUE : Expect.COMMA_OR_END;
        return taken < 0 ? ~taken : taken;
      }
    }
    int end = NumberGrammar.end(buffer, pos, limit);
    if ((end < 0 ? ~end : end) - pos > maxNumberBytes) {
      return fail("a number of more than " + maxNumberBytes + " bytes (max-number-chars)", pos);
    }
    if (end < 0) {
      int wrong = ~end;
      return wrong < limit || last ? unexpected(wrong, "a digit") : INCOMPLETE;
    }
    if (end == limit && !last) {
      return INCOMPLETE;
    }
    afterValue();
    sink.number(buffer, pos, end, base + pos);
    return end;
  }

  /** Skips the three bytes EF BB BF at the start of the text, as RFC 8259 section 8.1 allows. */
  private int byteOrderMark(int pos) {
    if (base + pos != 0) {
      return unexpected(pos);
    }
    if (limit - pos < 3 && !last) {
      return INCOMPLETE;
    }
    boolean mark =
        limit - pos >= 3 && buffer[pos + 1] == (byte) 0xBB && buffer[pos + 2] == (byte) 0xBF;
    return mark ? pos + 3 : unexpected(pos);
  }

  private boolean expectsValue() {
    return expect == Expect.VALUE || expect == Expect.VALUE_OR_END;
  }

  private void afterValue() {
    expect = depth == 0 ? Expect.END : Expect.COMMA_OR_END;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean isNumberStart(byte b) {
    return b == '-' || (b >= '0' && b <= '9');
  }

  private int unexpected(int pos) {
    return unexpected(pos, expect.text);
  }

  private int unexpected(int pos, String expected) {
    if (pos >= limit) {
      return fail("the text ends where " + expected + " should be", limit);
    }
    byte found = buffer[pos];
    String shown =
        found > ' ' && found < 0x7f
            ? "'" + (char) found + "'"
            : String.format("the byte 0x%02X", found & 0xff);
    return fail("expected " + expected + ", found " + shown, pos);
  }

  private int fail(String what, int pos) {
    error = "at byte " + (base + pos) + ": " + what;
    return INCOMPLETE;
  }
}
