package io.scoria.codec;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The header of a member of gzip (RFC 1952, section 2.3), byte by byte. Not thread-safe. */
final class GzipHeader {
  private static final int FIXED_BYTES = 10;
  private static final int DEFLATED = 8;
  private static final int HAS_CHECKSUM = 0x02;
  private static final int HAS_EXTRA = 0x04;
  private static final int HAS_NAME = 0x08;
  private static final int HAS_COMMENT = 0x10;
  private static final int RESERVED = 0xe0;

  private enum Field {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    END
  }

  private final CRC32 checksum = new CRC32();
  private Field field = Field.FIXED;
  private int flags;
  private int taken; // bytes of the field
  private int number; // that the field holds, as far as it has come
  private int extraBytes;

  /** As new, for another member. */
  void reset() {
    field = Field.FIXED;
    taken = 0;
    number = 0;
    checksum.reset();
  }

  boolean isWhole() {
    return field == Field.END;
  }

  /** Takes the next byte while the header is not whole. Null, or what is wrong with it. */
  @Nullable String take(int value) {
    if (field == Field.CHECKSUM) {
      return checksumByte(value);
    }
    checksum.update(value);
    taken++;
    switch (field) {
      case FIXED -> {
        return fixed(value);
      }
      case EXTRA_LENGTH -> {
        number |= value << (8 * (taken - 1));
        if (taken == 2) {
          extraBytes = number;
          begin(extraBytes == 0 ? after(Field.EXTRA) : Field.EXTRA);
        }
      }
      case EXTRA -> {
        if (taken == extraBytes) {
          begin(after(Field.EXTRA));
        }
      }
      default -> {
        if (value == 0) {
          begin(after(field));
        }
      }
    }
    return null;
  }

  private @Nullable String fixed(int value) {
    boolean right =
        switch (taken) {
          case 1 -> value == 0x1f;
          case 2 -> value == 0x8b;
          case 3 -> value == DEFLATED;
          case 4 -> (value & RESERVED) == 0;
          default -> true;
        };
    if (!right) {
      return "there is no header of gzip";
    }
    if (taken == 4) {
      flags = value;
    }
    if (taken == FIXED_BYTES) {
      begin(after(Field.FIXED));
    }
    return null;
  }

  private @Nullable String checksumByte(int value) {
    number |= value << (8 * taken++);
    if (taken < 2) {
      return null;
    }
    boolean right = number == (checksum.getValue() & 0xffff);
    field = Field.END;
    return right ? null : "the checksum of the header of gzip is wrong";
  }

  private void begin(Field next) {
    field = next;
    taken = 0;
    number = 0;
  }

  /** The next field that the flags say is there. */
  private Field after(Field last) {
    if (last == Field.FIXED && (flags & HAS_EXTRA) != 0) {
      return Field.EXTRA_LENGTH;
    }
    if (last.compareTo(Field.NAME) < 0 && (flags & HAS_NAME) != 0) {
      return Field.NAME;
    }
    if (last.compareTo(Field.COMMENT) < 0 && (flags & HAS_COMMENT) != 0) {
      return Field.COMMENT;
    }
    return last != Field.CHECKSUM && (flags & HAS_CHECKSUM) != 0 ? Field.CHECKSUM : Field.END;
  }
}
