package io.scoria.auth.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.io.DeserializationException;
import io.jsonwebtoken.io.Deserializer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON for jjwt by {@link StrictJson}, so that both see the same. Thread-safe. */
final class TokenJson implements Deserializer<Map<String, ?>> {
  @Override
  public Map<String, ?> deserialize(Reader reader) {
    StringWriter text = new StringWriter();
    try {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new DeserializationException("not to be read", e);
    }
    return map(StrictJson.read(text.toString()));
  }

  @Override
  @Deprecated
  public Map<String, ?> deserialize(byte[] json) {
    return map(StrictJson.read(json));
  }

  private static Map<String, ?> map(@Nullable ObjectNode object) {
    if (object == null) {
      throw new DeserializationException("not a JSON object with each name once");
    }
    return StrictJson.map(object);
  }
}
