package io.scoria.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole JSON text into plain values: {@code Map<String, Object>}, {@code List<Object>},
 * {@code String}, {@code Boolean}, {@code Long} (or {@code BigInteger}, if larger), {@code Double}
 * and {@code null}. Maps keep the order of the text, and of a name that stands twice the last
 * value.
 */
public final class JsonValues {
  private static final int MAX_LONG_CHARACTERS = 18; // that surely fit

  private JsonValues() {}

  /** What a text was. */
  public sealed interface Parsed {
    record Value(@Nullable Object value) implements Parsed {}

    /** Why it is not JSON, and at which byte; safe to show a client. */
    record Malformed(String why) implements Parsed {}
  }

  /** Reads the text from the buffer's position to its limit, and leaves the buffer as it is. */
  public static Parsed parse(ByteBuffer text) {
    Builder builder = new Builder();
    JsonTokenizer tokenizer = new JsonTokenizer(builder);
    tokenizer.feed(text.duplicate());
    tokenizer.finish();
    String error = tokenizer.error();
    return error == null
        ? new Parsed.Value(builder.root)
        : new Parsed.Malformed("The body is not JSON: " + error + ".");
  }

  private static final class Builder implements TokenSink {
    private @Nullable Object root;
    private final ArrayDeque<Open> open = new ArrayDeque<>();

    /** An array or an object that has not ended; one of them is null. */
    private static final class Open {
      final @Nullable List<@Nullable Object> list;
      final @Nullable Map<String, @Nullable Object> map;
      String name = ""; // of the next value of an object

      Open(@Nullable List<@Nullable Object> list, @Nullable Map<String, @Nullable Object> map) {
        this.list = list;
        this.map = map;
      }
    }

    private void add(@Nullable Object value) {
      Open inner = open.peek();
      if (inner == null) {
        root = value;
      } else if (inner.list != null) {
        inner.list.add(value);
      } else if (inner.map != null) {
        inner.map.put(inner.name, value);
      }
    }

    @Override
    public void beginObject(long offset) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      add(map);
      open.push(new Open(null, map));
    }

    @Override
    public void endObject(long offset) {
      open.pop();
    }

    @Override
    public void beginArray(long offset) {
      List<@Nullable Object> list = new ArrayList<>();
      add(list);
      open.push(new Open(list, null));
    }

    @Override
    public void endArray(long offset) {
      open.pop();
    }

    @Override
    public void key(String name, long offset) {
      open.element().name = name;
    }

    @Override
    public void string(String value, long offset) {
      add(value);
    }

    @Override
    public void number(byte[] bytes, int from, int to, long offset) {
      String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
      boolean whole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
      if (!whole) {
        add(Double.valueOf(text));
      } else if (text.length() <= MAX_LONG_CHARACTERS) {
        add(Long.valueOf(text));
      } else {
        BigInteger large = new BigInteger(text);
        add(large.bitLength() < Long.SIZE ? (Object) large.longValue() : large);
      }
    }

    @Override
    public void literal(Literal value, long offset) {
      add(value == Literal.NULL ? null : (Object) (value == Literal.TRUE));
    }
  }
}
