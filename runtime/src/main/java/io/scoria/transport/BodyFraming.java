package io.scoria.transport;

import io.netty.buffer.ByteBuf;
import io.scoria.call.RequestHead;

/**
 * Where the bytes of a request's body lie in those that come: so many of them, or in chunks (RFC
 * 9112, sections 6 and 7). Reused for one request after another; not thread-safe.
 */
final class BodyFraming {
  private static final int MAX_SIZE_DIGITS = 15;

  private enum Place {
    /** Body bytes come. */
    DATA,
    /** The digits of a chunk's size come. */
    SIZE,
    /** What follows the size on its line, which nothing here needs. */
    EXTENSION,
    /** The CRLF after a chunk's bytes. */
    DATA_END,
    /** The LF of a line's end. */
    LINE_FEED,
    /** A line after the last chunk begins. */
    TRAILER,
    /** Such a line goes on. */
    TRAILER_LINE,
    ENDED,
    MALFORMED
  }

  private final int maxTrailerBytes;
  private Place place = Place.ENDED;
  private boolean chunked;
  private long left; // of the body, or of the chunk
  private int digits;
  private int trailerBytes;
  private final ChunkExtensions extensions = new ChunkExtensions();
  private boolean name; // a trailer's line has no colon yet
  private Place afterLine = Place.ENDED; // in LINE_FEED

  BodyFraming(int maxTrailerBytes) {
    this.maxTrailerBytes = maxTrailerBytes;
  }

  /** A body of so many bytes comes, or one in chunks where that is unknown. */
  void begin(long bodyBytes) {
    if (bodyBytes == RequestHead.UNKNOWN_LENGTH) {
      beginChunked();
      return;
    }
    chunked = false;
    left = bodyBytes;
    place = left == 0 ? Place.ENDED : Place.DATA;
  }

  /** A body in chunks comes. */
  void beginChunked() {
    chunked = true;
    left = 0;
    digits = 0;
    trailerBytes = 0;
    extensions.beginBody();
    place = Place.SIZE;
  }

  boolean isEnded() {
    return place == Place.ENDED;
  }

  boolean isMalformed() {
    return place == Place.MALFORMED;
  }

  /**
   * How many of the bytes that can be read now are of the body; the caller reads these before it
   * asks again. Takes what frames them. 0 where there are none: more must come, or none does.
   */
  int next(ByteBuf in) {
    while (in.isReadable() && place != Place.ENDED && place != Place.MALFORMED) {
      if (place == Place.DATA) {
        return take(in.readableBytes());
      }
      frame(in.readByte());
    }
    return 0;
  }

  private int take(int readable) {
    int taken = (int) Math.min(left, readable);
    left -= taken;
    if (left == 0) {
      place = chunked ? Place.DATA_END : Place.ENDED;
    }
    return taken;
  }

  private void frame(byte b) {
    switch (place) {
      case SIZE -> size(b);
      case EXTENSION -> extension(b);
      case DATA_END -> place = b == '\r' ? lineFeed(Place.SIZE) : Place.MALFORMED;
      case LINE_FEED -> place = b == '\n' ? afterLine : Place.MALFORMED;
      case TRAILER -> trailer(b);
      case TRAILER_LINE -> trailerLine(b);
      default -> throw new IllegalStateException("nothing frames a body at " + place);
    }
  }

  private Place lineFeed(Place next) {
    afterLine = next;
    return Place.LINE_FEED;
  }

  private void size(byte b) {
    int digit = HttpBytes.hexDigit(b);
    if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
      left = 16 * left + digit;
      digits++;
    } else if (digits == 0 || digit >= 0) {
      place = Place.MALFORMED;
    } else if (b == ';') {
      extensions.begin();
      place = Place.EXTENSION;
    } else {
      place = b == '\r' ? afterSize() : Place.MALFORMED;
    }
  }

  private void extension(byte b) {
    if (b == '\r') {
      place = extensions.mayEnd() ? afterSize() : Place.MALFORMED;
    } else if (!extensions.take(b)) {
      place = Place.MALFORMED;
    }
  }

  private Place afterSize() {
    digits = 0;
    return lineFeed(left == 0 ? Place.TRAILER : Place.DATA);
  }

  private void trailer(byte b) {
    if (b == '\r') {
      place = lineFeed(Place.ENDED);
    } else {
      name = true;
      place = HttpBytes.isToken(b) ? Place.TRAILER_LINE : Place.MALFORMED;
    }
  }

  private void trailerLine(byte b) {
    boolean colon = name && b == ':';
    boolean legal = colon || (name ? HttpBytes.isToken(b) : HttpBytes.isFieldContent(b));
    if (b == '\r' && !name) {
      place = lineFeed(Place.TRAILER);
    } else if (!legal || ++trailerBytes > maxTrailerBytes) {
      place = Place.MALFORMED;
    }
    name &= !colon;
  }
}
