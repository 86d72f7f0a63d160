package io.scoria.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies coded by the JDK. */
public final class Coded {
  private Coded() {}

  /** One member of gzip. */
  public static byte[] gzip(byte[] body) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return coded.toByteArray();
  }

  /** So many bytes of one value, as a member of gzip: about a thousandth of them. */
  public static byte[] gzipOf(int value, long bytes) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    java.util.Arrays.fill(piece, (byte) value);
    try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
      for (long left = bytes; left > 0; left -= piece.length) {
        out.write(piece, 0, (int) Math.min(left, piece.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return coded.toByteArray();
  }

  /**
   * Data of deflate.
   *
   * @param bare true for RFC 1951 alone, false for the wrapping of RFC 1950
   */
  public static byte[] deflate(byte[] body, boolean bare) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(coded, deflater)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return coded.toByteArray();
  }

  /**
   * The first part of ever so many zeros in bare deflate: 10 MB of them, so many times, about a
   * thousandth of that in all.
   */
  public static byte[] endlessZeros(int times) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    byte[] piece = new byte[100_000];
    deflater.setInput(new byte[10_000_000]);
    int bytes = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
    deflater.end();
    byte[] all = new byte[bytes * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, all, i * bytes, bytes);
    }
    return all;
  }
}
