package io.scoria.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Writes a JSON object member by member, for what people and tools read. Not thread-safe. */
public final class JsonObject {
  private final ByteWriter out;
  private boolean empty = true;

  private JsonObject(ByteWriter out) {
    this.out = out;
    out.write('{');
  }

  /** The whole text of an object, whose members the writer puts. */
  public static ByteBuffer write(Consumer<JsonObject> members) {
    ByteWriter out = new ByteWriter(512);
    JsonObject object = new JsonObject(out);
    members.accept(object);
    out.write('}');
    return out.toBuffer();
  }

  public JsonObject put(String name, String value) {
    name(name);
    out.writeString(value);
    return this;
  }

  public JsonObject put(String name, long value) {
    name(name);
    out.writeInteger(value);
    return this;
  }

  public JsonObject put(String name, boolean value) {
    name(name);
    out.writeAscii(value ? "true" : "false");
    return this;
  }

  /** An array of objects, each written by the same writer of one item. */
  public <T> JsonObject putAll(
      String name, List<T> items, java.util.function.BiConsumer<JsonObject, T> members) {
    name(name);
    out.write('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      JsonObject object = new JsonObject(out);
      members.accept(object, items.get(i));
      out.write('}');
    }
    out.write(']');
    return this;
  }

  private void name(String name) {
    if (!empty) {
      out.write(',');
    }
    empty = false;
    out.writeString(name);
    out.write(':');
  }
}
