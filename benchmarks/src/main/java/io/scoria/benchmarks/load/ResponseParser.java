package io.scoria.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads HTTP/1.1 responses (RFC 9112) from bytes as they come. Keeps the status, the length of the
 * body and the body's beginning. Allocates nothing per response. Not thread-safe.
 */
final class ResponseParser implements Answer {
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_TEXT = 300;
  private static final int NO_LENGTH = -1;
  private static final byte[] VERSION = ascii("HTTP/1.1 ");
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");
  private static final byte[] RETRY_AFTER = ascii("retry-after:");
  private static final byte[] CLOSE = ascii("connection: close");

  private enum State {
    STATUS_LINE,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final byte[] line = new byte[MAX_LINE];
  private final byte[] text = new byte[MAX_TEXT];
  private State state = State.STATUS_LINE;
  private int lineLength;
  private int textLength;
  private int status;
  private boolean keepAlive;
  private boolean chunked;
  private int retryAfterSeconds;
  private long contentLength;
  private long bodyBytes;
  private long remaining; // of the body, or of the chunk

  /**
   * Reads up to the end of a response, or of the bytes.
   *
   * @return true where a response is complete; its facts hold until the next call
   */
  boolean parse(ByteBuf in) throws ResponseException {
    while (in.isReadable()) {
      boolean inBody = state == State.BODY || state == State.CHUNK;
      boolean complete = inBody ? takeBody(in) : takeLine(in) && onLine();
      if (complete) {
        state = State.STATUS_LINE;
        return true;
      }
    }
    return false;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long bodyBytes() {
    return bodyBytes;
  }

  @Override
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  @Override
  public String text() {
    return new String(text, 0, textLength, StandardCharsets.UTF_8);
  }

  private boolean takeBody(ByteBuf in) {
    int count = (int) Math.min(in.readableBytes(), remaining);
    int kept = Math.min(count, MAX_TEXT - textLength);
    in.getBytes(in.readerIndex(), text, textLength, kept);
    textLength += kept;
    in.skipBytes(count);
    bodyBytes += count;
    remaining -= count;
    if (remaining > 0) {
      return false;
    }
    if (chunked) {
      state = State.CHUNK_END;
    }
    return !chunked;
  }

  /** True where {@link #line} holds a whole line, without its end. */
  private boolean takeLine(ByteBuf in) throws ResponseException {
    int start = in.readerIndex();
    int end = in.indexOf(start, in.writerIndex(), (byte) '\n');
    int count = (end < 0 ? in.writerIndex() : end) - start;
    if (lineLength + count > MAX_LINE) {
      throw new ResponseException("a header line of more than " + MAX_LINE + " bytes");
    }
    in.readBytes(line, lineLength, count);
    lineLength += count;
    if (end < 0) {
      return false;
    }
    in.skipBytes(1);
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
    return true;
  }

  /** True where the response ends with this line. */
  private boolean onLine() throws ResponseException {
    boolean complete =
        switch (state) {
          case STATUS_LINE -> onStatusLine();
          case HEADER -> lineLength == 0 ? onHeadEnd() : onHeader();
          case CHUNK_SIZE -> onChunkSize();
          case CHUNK_END -> next(State.CHUNK_SIZE);
          case TRAILER -> lineLength == 0;
          case BODY, CHUNK -> throw new IllegalStateException("bodies have no lines");
        };
    lineLength = 0;
    return complete;
  }

  private boolean onStatusLine() throws ResponseException {
    if (lineLength < VERSION.length + 3 || !lineStartsWith(VERSION)) {
      throw new ResponseException("no HTTP/1.1 status line: " + lineText());
    }
    status = (int) number(VERSION.length, VERSION.length + 3, 10);
    keepAlive = true;
    chunked = false;
    retryAfterSeconds = 0;
    contentLength = NO_LENGTH;
    bodyBytes = 0;
    textLength = 0;
    return next(State.HEADER);
  }

  private boolean onHeader() throws ResponseException {
    if (lineStartsWith(CONTENT_LENGTH)) {
      contentLength = number(CONTENT_LENGTH.length, lineLength, 10);
    } else if (lineStartsWith(CHUNKED)) {
      chunked = true;
    } else if (lineStartsWith(RETRY_AFTER) && isDigit(line[lineLength - 1])) {
      retryAfterSeconds = (int) number(RETRY_AFTER.length, lineLength, 10); // else it is a date
    } else if (lineStartsWith(CLOSE)) {
      keepAlive = false;
    }
    return false;
  }

  private boolean onHeadEnd() throws ResponseException {
    if (status < 200) {
      return next(State.STATUS_LINE); // interim: the response proper follows
    }
    if (chunked) {
      return next(State.CHUNK_SIZE);
    }
    if (contentLength == NO_LENGTH) {
      throw new ResponseException("a response with neither Content-Length nor chunks");
    }
    remaining = contentLength;
    state = State.BODY;
    return remaining == 0;
  }

  private boolean onChunkSize() throws ResponseException {
    int end = 0;
    while (end < lineLength && line[end] != ';') {
      end++;
    }
    remaining = number(0, end, 16);
    return next(remaining == 0 ? State.TRAILER : State.CHUNK);
  }

  private boolean next(State following) {
    state = following;
    return false;
  }

  private boolean lineStartsWith(byte[] prefix) {
    if (lineLength < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      byte b = line[i];
      byte expected = prefix[i];
      if (b != expected && (b < 'A' || b > 'Z' || (b | 0x20) != expected)) {
        return false;
      }
    }
    return true;
  }

  /** The number in part of the line, spaces around it being skipped. */
  private long number(int from, int to, int radix) throws ResponseException {
    long value = 0;
    int digits = 0;
    for (int i = from; i < to; i++) {
      if (line[i] == ' ' || line[i] == '\t') {
        continue;
      }
      int digit = Character.digit(line[i], radix);
      if (digit < 0 || ++digits > 15) {
        throw new ResponseException("no number: " + lineText());
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private String lineText() {
    return new String(line, 0, Math.min(lineLength, MAX_TEXT), StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
