package io.scoria.transport;

import org.jspecify.annotations.Nullable;

/**
 * Reads past what follows the size on the line of a chunk (RFC 9112, section 7.1.1), of which
 * nothing is used: names with or without values, so that where the line ends is beyond doubt.
 * Reused for one body after another; not thread-safe.
 */
final class ChunkExtensions {
  private static final int MAX_BYTES = 4096; // of one chunk
  private static final int MAX_ALL_BYTES = 64 << 10; // of a body

  private enum Place {
    BEFORE_NAME,
    NAME,
    AFTER_NAME,
    BEFORE_VALUE,
    VALUE,
    QUOTED,
    ESCAPED,
    AFTER_QUOTED,
    AFTER_VALUE
  }

  private Place place = Place.BEFORE_NAME;
  private int bytes;
  private int allBytes;

  /** A body comes. */
  void beginBody() {
    allBytes = 0;
  }

  /** The semicolon of a first extension was read. */
  void begin() {
    place = Place.BEFORE_NAME;
    bytes = 0;
  }

  /** True where the line may end here. */
  boolean mayEnd() {
    return place == Place.NAME || place == Place.VALUE || place == Place.AFTER_QUOTED;
  }

  /** Takes the next byte, which is no line end; false where it cannot stand there. */
  boolean take(byte b) {
    if (++bytes > MAX_BYTES || ++allBytes > MAX_ALL_BYTES) {
      return false;
    }
    Place next = next(b);
    place = next == null ? place : next;
    return next != null;
  }

  private @Nullable Place next(byte b) {
    boolean blank = HttpBytes.isBlank(b);
    boolean token = HttpBytes.isToken(b);
    return switch (place) {
      case BEFORE_NAME -> token ? Place.NAME : blank ? place : null;
      case NAME -> token ? place : afterName(b, blank);
      case AFTER_NAME -> afterName(b, blank);
      case BEFORE_VALUE -> b == '"' ? Place.QUOTED : token ? Place.VALUE : blank ? place : null;
      case VALUE -> token ? place : afterValue(b, blank);
      case QUOTED -> quoted(b);
      case ESCAPED -> HttpBytes.isFieldContent(b) ? Place.QUOTED : null;
      case AFTER_QUOTED, AFTER_VALUE -> afterValue(b, blank);
    };
  }

  private static @Nullable Place afterName(byte b, boolean blank) {
    if (b == '=') {
      return Place.BEFORE_VALUE;
    }
    return b == ';' ? Place.BEFORE_NAME : blank ? Place.AFTER_NAME : null;
  }

  private static @Nullable Place afterValue(byte b, boolean blank) {
    return b == ';' ? Place.BEFORE_NAME : blank ? Place.AFTER_VALUE : null;
  }

  private static @Nullable Place quoted(byte b) {
    if (b == '\\') {
      return Place.ESCAPED;
    }
    if (b == '"') {
      return Place.AFTER_QUOTED;
    }
    return HttpBytes.isFieldContent(b) ? Place.QUOTED : null;
  }
}
