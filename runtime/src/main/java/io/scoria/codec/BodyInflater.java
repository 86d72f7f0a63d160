package io.scoria.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a {@link ContentCoding} in small steps, as the body comes. Members of gzip may follow each
 * other; nothing else may follow the end. Owns the native memory of an {@link Inflater}. Not
 * thread-safe.
 */
public final class BodyInflater implements AutoCloseable {
  /** What the native part takes, by about: its window and its state. */
  public static final int NATIVE_BYTES = 48 << 10;

  /** Bytes looked at in one step: tables for them are made in a small part of a millisecond. */
  private static final int STEP_BYTES = 4 << 10;

  private static final int TRAILER_BYTES = 8;

  /** Makes what inflates; true for one without the wrapping of RFC 1950. */
  interface Inflaters {
    Inflater make(boolean bare);
  }

  private enum Place {
    /** Of {@link ContentCoding#DEFLATE}: the first byte tells whether it is wrapped. */
    START,
    HEADER,
    DATA,
    TRAILER,
    END
  }

  private final Inflaters inflaters;
  private final boolean gzip;
  private final GzipHeader header = new GzipHeader();
  private final CRC32 checksum = new CRC32();
  private Place place;
  private @Nullable Inflater inflater; // from the first byte on, until this is closed
  private long trailer;
  private int trailerBytes;
  private long memberBytes; // inflated of this member
  private boolean between; // a member has ended and the next has not begun
  private boolean full;
  private long read; // bytes of the coded body
  private @Nullable String error;

  public BodyInflater(ContentCoding coding) {
    this(coding, Inflater::new);
  }

  BodyInflater(ContentCoding coding, Inflaters inflaters) {
    this.inflaters = inflaters;
    gzip = coding == ContentCoding.GZIP;
    place = gzip ? Place.HEADER : Place.START;
  }

  /**
   * One step: reads some of {@code in}, and writes to {@code out} from 0 on what that gives.
   *
   * @param most bytes that may be written
   * @return the bytes written, perhaps 0
   */
  public int inflate(ByteBuffer in, byte[] out, int most) {
    int from = in.position();
    full = false;
    int written = 0;
    if (error == null) {
      switch (place) {
        case START -> start(in);
        case HEADER -> header(in);
        case DATA -> written = data(in, out, most);
        case TRAILER -> trailer(in);
        case END -> {
          if (in.hasRemaining()) {
            error = "bytes follow the end";
          }
        }
      }
    }
    read += in.position() - from;
    return written;
  }

  /** True where there may be more to write although all that came was read. */
  public boolean isFull() {
    return full;
  }

  /** The body has ended. */
  public void finish() {
    if (error == null && place != Place.END && !between) {
      error = "the body ends too early";
    }
  }

  /** What was wrong and where, for a client; null where nothing was so far. */
  public @Nullable String error() {
    return error == null ? null : "at byte " + read + " of the coded body: " + error;
  }

  private void start(ByteBuffer in) {
    if (in.hasRemaining()) {
      // Of bare data these bits would begin a stored block whose padding is not 0: none writes it.
      boolean wrapped = (in.get(in.position()) & 0x8f) == 0x08;
      inflater = inflaters.make(!wrapped);
      place = Place.DATA;
    }
  }

  private void header(ByteBuffer in) {
    for (int left = STEP_BYTES; left > 0 && in.hasRemaining() && error == null; left--) {
      between = false;
      error = header.take(in.get() & 0xff);
      if (header.isWhole()) {
        beginMember();
        return;
      }
    }
  }

  private void beginMember() {
    if (inflater == null) {
      inflater = inflaters.make(true);
    } else {
      inflater.reset();
    }
    checksum.reset();
    memberBytes = 0;
    place = Place.DATA;
  }

  private int data(ByteBuffer in, byte[] out, int most) {
    Inflater open = inflater;
    if (open == null) {
      throw new IllegalStateException("closed");
    }
    int limit = in.limit();
    in.limit(Math.min(limit, in.position() + STEP_BYTES));
    try {
      open.setInput(in);
      int written = open.inflate(out, 0, most);
      full = written == most && !open.finished();
      if (gzip) {
        checksum.update(out, 0, written);
        memberBytes += written;
      }
      if (open.needsDictionary()) {
        error = "a dictionary would be needed";
      } else if (open.finished()) {
        endOfData();
      }
      return written;
    } catch (DataFormatException e) { // its message is one of zlib's own
      error = "the data are not of deflate";
      return 0;
    } finally {
      in.limit(limit);
    }
  }

  private void endOfData() {
    trailer = 0;
    trailerBytes = 0;
    place = gzip ? Place.TRAILER : Place.END;
  }

  private void trailer(ByteBuffer in) {
    while (in.hasRemaining() && trailerBytes < TRAILER_BYTES) {
      trailer |= (in.get() & 0xffL) << (8 * trailerBytes++);
    }
    if (trailerBytes < TRAILER_BYTES) {
      return;
    }
    if ((trailer & 0xffffffffL) != checksum.getValue()) {
      error = "the checksum of gzip is wrong";
    } else if (trailer >>> 32 != (memberBytes & 0xffffffffL)) {
      error = "the length of gzip is wrong";
    } else {
      between = true;
      header.reset();
      place = Place.HEADER;
    }
  }

  /** Gives back the native memory. What came is not inflated any more. */
  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
    place = Place.END;
  }
}
