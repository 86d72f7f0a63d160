package io.scoria.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyInflaterTest {
  private static final byte[] BODY = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}".getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  /** How gzip is sent by various programs. */
  enum Header {
    PLAIN(0),
    EXTRA(4),
    NAME(8),
    COMMENT(16),
    CHECKSUM(2),
    ALL(30);

    final int flags;

    Header(int flags) {
      this.flags = flags;
    }

    byte[] bytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
      if ((flags & 4) != 0) {
        out.writeBytes(new byte[] {3, 0, 'a', 0, 'b'});
      }
      if ((flags & 8) != 0) {
        out.writeBytes("a name\0".getBytes(ISO_8859_1));
      }
      if ((flags & 16) != 0) {
        out.writeBytes("a comment\0".getBytes(ISO_8859_1));
      }
      if ((flags & 2) != 0) {
        CRC32 crc = new CRC32();
        crc.update(out.toByteArray());
        out.write((int) crc.getValue());
        out.write((int) crc.getValue() >> 8);
      }
      return out.toByteArray();
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** What a coded body becomes, or why it is none; the same whole and byte by byte. */
  private static String inflate(ContentCoding coding, byte[] coded) {
    String whole = inflate(coding, coded, coded.length, 1 << 16);
    assertThat(inflate(coding, coded, 1, 1 << 16)).as("byte by byte").isEqualTo(whole);
    assertThat(inflate(coding, coded, coded.length, 1)).as("to one byte").isEqualTo(whole);
    return whole;
  }

  private static String inflate(ContentCoding coding, byte[] coded, int chunkBytes, int most) {
    byte[] out = new byte[most];
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (BodyInflater inflater = new BodyInflater(coding)) {
      for (int from = 0; from < coded.length; from += chunkBytes) {
        ByteBuffer in = ByteBuffer.wrap(coded, from, Math.min(chunkBytes, coded.length - from));
        while ((in.hasRemaining() || inflater.isFull()) && inflater.error() == null) {
          body.write(out, 0, inflater.inflate(in, out, most));
        }
      }
      inflater.finish();
      String error = inflater.error();
      return error == null ? body.toString(UTF_8) : error;
    }
  }

  private static String gzip(byte[] coded) {
    return inflate(ContentCoding.GZIP, coded);
  }

  private static String deflate(byte[] coded) {
    return inflate(ContentCoding.DEFLATE, coded);
  }

  @Test
  void inflatesWhatTheJdkWrites() {
    assertThat(gzip(Coded.gzip(BODY))).isEqualTo(new String(BODY, UTF_8));
    assertThat(deflate(Coded.deflate(BODY, false))).isEqualTo(new String(BODY, UTF_8));
    assertThat(deflate(Coded.deflate(BODY, true))).isEqualTo(new String(BODY, UTF_8));
    assertThat(gzip(Coded.gzip(NOTHING))).isEmpty();
    assertThat(deflate(Coded.deflate(NOTHING, false))).isEmpty();
    assertThat(deflate(Coded.deflate(NOTHING, true))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Header.class)
  void readsPastEveryFieldOfAHeaderOfGzip(Header header) {
    byte[] plain = Coded.gzip(BODY);
    byte[] coded = join(header.bytes(), Arrays.copyOfRange(plain, 10, plain.length));

    assertThat(gzip(coded)).isEqualTo(new String(BODY, UTF_8));
  }

  @Test
  void joinsTheMembersOfGzip() {
    byte[] coded = join(Coded.gzip("a".getBytes(UTF_8)), Coded.gzip(NOTHING), Coded.gzip(BODY));

    assertThat(gzip(coded)).isEqualTo("a" + new String(BODY, UTF_8));
  }

  @Test
  void inflatesWhatDoesNotCompressAndWhatDoesMuch() {
    byte[] noise = new byte[300_000];
    new Random(5).nextBytes(noise);
    for (byte[] body : new byte[][] {noise, new byte[3_000_000]}) {
      String text = new String(body, UTF_8);
      assertThat(inflate(ContentCoding.GZIP, Coded.gzip(body), 777, 5000)).isEqualTo(text);
      assertThat(inflate(ContentCoding.DEFLATE, Coded.deflate(body, true), 777, 5000))
          .isEqualTo(text);
    }
  }

  @Test
  void everyPrefixOfABodyEndsTooEarly() {
    byte[] gzip = Coded.gzip(BODY);
    byte[] wrapped = Coded.deflate(BODY, false);
    byte[] bare = Coded.deflate(BODY, true);
    for (int end = 0; end < gzip.length; end++) {
      assertThat(gzip(Arrays.copyOf(gzip, end)))
          .isEqualTo("at byte " + end + " of the coded body: the body ends too early");
    }
    for (int end = 0; end < wrapped.length; end++) {
      assertThat(deflate(Arrays.copyOf(wrapped, end))).endsWith("the body ends too early");
    }
    for (int end = 0; end < bare.length; end++) {
      assertThat(deflate(Arrays.copyOf(bare, end))).endsWith("the body ends too early");
    }
  }

  @Test
  void nothingMayFollowTheEnd() {
    byte[] more = {0};
    assertThat(gzip(join(Coded.gzip(BODY), more))).endsWith("there is no header of gzip");
    assertThat(gzip(join(Coded.gzip(BODY), new byte[] {0x1f}))).endsWith("ends too early");
    assertThat(deflate(join(Coded.deflate(BODY, false), more))).endsWith("bytes follow the end");
    assertThat(deflate(join(Coded.deflate(BODY, true), more))).endsWith("bytes follow the end");
  }

  @Test
  void checksumsAndLengthsMustBeRight() {
    byte[] gzip = Coded.gzip(BODY);
    byte[] wrapped = Coded.deflate(BODY, false);
    gzip[gzip.length - 1] ^= 1;
    assertThat(gzip(gzip)).endsWith("the length of gzip is wrong");
    gzip[gzip.length - 5] ^= 1;
    assertThat(gzip(gzip)).endsWith("the checksum of gzip is wrong");
    wrapped[wrapped.length - 1] ^= 1;
    assertThat(deflate(wrapped)).endsWith("the data are not of deflate");
    byte[] header = Header.CHECKSUM.bytes();
    header[header.length - 1] ^= 1;
    assertThat(gzip(header)).endsWith("the checksum of the header of gzip is wrong");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatBeginsOtherwiseIsNotGzip(int at) {
    byte[] coded = Coded.gzip(BODY);
    coded[at] ^= (byte) 0xe0;

    assertThat(gzip(coded))
        .isEqualTo("at byte " + (at + 1) + " of the coded body: there is no header of gzip");
  }

  @Test
  void aBodyThatIsNotCodedAtAllIsNoneOfThem() {
    assertThat(gzip(BODY)).endsWith("there is no header of gzip");
    assertThat(deflate(BODY)).endsWith("the data are not of deflate");
  }

  @Test
  void aDictionaryThatNobodyHasIsRefused() {
    Deflater deflater = new Deflater();
    deflater.setDictionary("data".getBytes(UTF_8));
    deflater.setInput(BODY);
    deflater.finish();
    byte[] coded = new byte[100];
    int bytes = deflater.deflate(coded);
    deflater.end();

    assertThat(deflate(Arrays.copyOf(coded, bytes))).endsWith("a dictionary would be needed");
  }

  @Test
  void neverWritesMoreThanItMay() {
    ByteBuffer in = ByteBuffer.wrap(Coded.gzip(new byte[1_000_000]));
    byte[] out = new byte[64];
    try (BodyInflater inflater = new BodyInflater(ContentCoding.GZIP)) {
      int written = 0;
      while (written == 0) {
        written = inflater.inflate(in, out, 7);
      }
      assertThat(written).isEqualTo(7);
      assertThat(inflater.isFull()).isTrue();
    }
  }

  @Test
  void oneStepLooksAtFewBytes() {
    byte[] noise = new byte[100_000];
    new Random(5).nextBytes(noise);
    ByteBuffer in = ByteBuffer.wrap(Coded.deflate(noise, true));
    try (BodyInflater inflater = new BodyInflater(ContentCoding.DEFLATE)) {
      int before = in.position();
      while (in.hasRemaining()) {
        inflater.inflate(in, new byte[1 << 20], 1 << 20);
        assertThat(in.position() - before).isLessThanOrEqualTo(4096);
        before = in.position();
      }
    }
  }

  /** Tells whether its native memory was given back. */
  private static final class Watched extends Inflater {
    private int ends;

    Watched(boolean bare) {
      super(bare);
    }

    @Override
    public void end() {
      ends++;
      super.end();
    }
  }

  @Test
  void givesBackTheNativeMemoryWheneverItIsClosed() {
    byte[] coded = join(Coded.gzip(BODY), Coded.gzip(BODY));
    for (int end = 1; end <= coded.length; end++) {
      Watched watched = new Watched(true);
      BodyInflater inflater = new BodyInflater(ContentCoding.GZIP, bare -> watched);
      ByteBuffer in = ByteBuffer.wrap(coded, 0, end);
      while (in.hasRemaining()) {
        inflater.inflate(in, new byte[100], 100);
      }
      inflater.close();
      inflater.close();
      assertThat(watched.ends).as("after %d bytes", end).isEqualTo(end < 10 ? 0 : 1);
      watched.end();
    }
  }
}
