package io.scoria.server;

import io.scoria.call.Reason;
import io.scoria.codec.JsonValues;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The members of the JSON object that an administrator sent; none where the body was empty. A
 * member that is null is as one that is not there. Immutable.
 */
final class AdminBody {
  private final Map<?, ?> members;

  private AdminBody(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * Reads the whole text of a body.
   *
   * @throws RefusedException if that is neither empty nor a JSON object
   */
  static AdminBody of(ByteBuffer text) throws RefusedException {
    if (!text.hasRemaining()) {
      return new AdminBody(Map.of());
    }
    return switch (JsonValues.parse(text)) {
      case JsonValues.Parsed.Malformed(String why) ->
          throw new RefusedException(Reason.MALFORMED_JSON, why);
      case JsonValues.Parsed.Value(Object value) -> new AdminBody(object(value));
    };
  }

  private static Map<?, ?> object(@Nullable Object value) throws RefusedException {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw new RefusedException(Reason.INVALID_REQUEST, "The body must be a JSON object.");
  }

  /**
   * This, if it has no other members than these.
   *
   * @throws RefusedException if it has, since a misspelled name must not be passed over
   */
  AdminBody requireOnly(List<String> known) throws RefusedException {
    if (!known.containsAll(members.keySet())) {
      throw new RefusedException(
          Reason.INVALID_REQUEST,
          "The body has a member that is not known; there are " + String.join(", ", known) + ".");
    }
    return this;
  }

  /** The member's text; empty where it is not there. */
  Optional<String> text(String name) throws RefusedException {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new RefusedException(Reason.WRONG_TYPE, "\"" + name + "\" must be a string.");
  }

  /** The member's number; empty where it is not there. */
  OptionalLong whole(String name) throws RefusedException {
    Object value = members.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number) {
      return OptionalLong.of(number);
    }
    throw new RefusedException(Reason.WRONG_TYPE, "\"" + name + "\" must be a whole number.");
  }
}
