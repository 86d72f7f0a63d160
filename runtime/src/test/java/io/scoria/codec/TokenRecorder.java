package io.scoria.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a tokenizer tells, each token with its offset: {@code 0:[}, {@code 1:number 5}.
 */
final class TokenRecorder implements TokenSink {
  private final List<String> tokens = new ArrayList<>();

  /** What became of a text. */
  record Reading(List<String> tokens, @Nullable String error) {
    boolean accepted() {
      return error == null;
    }
  }

  /** Reads a text whose chunks end before these offsets, ascending, and at its end. */
  static Reading read(byte[] text, int... ends) {
    TokenRecorder recorder = new TokenRecorder();
    JsonTokenizer tokenizer = new JsonTokenizer(recorder);
    int from = 0;
    for (int end : ends) {
      feed(tokenizer, Arrays.copyOfRange(text, from, end));
      from = end;
    }
    feed(tokenizer, Arrays.copyOfRange(text, from, text.length));
    tokenizer.finish();
    return new Reading(recorder.tokens, tokenizer.error());
  }

  /** Reads a text one byte at a time. */
  static Reading readByBytes(byte[] text) {
    int[] ends = new int[text.length];
    Arrays.setAll(ends, i -> i + 1);
    return read(text, ends);
  }

  /** Reads a text of bytes up to U+00FF. */
  static Reading read(String bytes) {
    return read(bytes.getBytes(ISO_8859_1));
  }

  private static void feed(JsonTokenizer tokenizer, byte[] chunk) {
    ByteBuffer buffer = ByteBuffer.wrap(chunk);
    tokenizer.feed(buffer);
    if (buffer.hasRemaining()) {
      throw new AssertionError("a chunk was not taken whole");
    }
    Arrays.fill(chunk, (byte) '?'); // it is the caller's again
  }

  private void add(long offset, String token) {
    tokens.add(offset + ":" + token);
  }

  @Override
  public void beginObject(long offset) {
    add(offset, "{");
  }

  @Override
  public void endObject(long offset) {
    add(offset, "}");
  }

  @Override
  public void beginArray(long offset) {
    add(offset, "[");
  }

  @Override
  public void endArray(long offset) {
    add(offset, "]");
  }

  @Override
  public void key(String name, long offset) {
    add(offset, "key " + name);
  }

  @Override
  public void string(String value, long offset) {
    add(offset, "string " + value);
  }

  @Override
  public void number(byte[] bytes, int from, int to, long offset) {
    add(offset, "number " + new String(bytes, from, to - from, US_ASCII));
  }

  @Override
  public void literal(Literal value, long offset) {
    add(offset, value.text);
  }
}
