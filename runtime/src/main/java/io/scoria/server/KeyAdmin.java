package io.scoria.server;

import io.scoria.auth.KeyKind;
import io.scoria.auth.KeyStore;
import io.scoria.auth.KeyStrength;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import io.scoria.auth.SameKeyException;
import io.scoria.call.Header;
import io.scoria.call.Reason;
import io.scoria.call.Reply;
import io.scoria.call.Timing;
import io.scoria.codec.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows the keys and replaces them one by one, by the payload of the service whose contract this is
 * (keyType, keyValue).
 */
record KeyAdmin(LiveKeys keys) {
  private static final String TYPE = "keyType";
  private static final String VALUE = "keyValue";

  private static final List<Header> NOT_STORED = List.of(new Header("cache-control", "no-store"));

  /** Both keys. */
  Reply show() {
    return reply(body -> put(body, keys.keys()));
  }

  /** Replaces the key that the body names, by the one that it gives or a new one. */
  Reply replace(AdminBody body) throws RefusedException, IOException {
    body.requireOnly(List.of(TYPE, VALUE));
    KeyKind kind =
        body.text(TYPE)
            .flatMap(KeyKind::of)
            .orElseThrow(() ->
                new RefusedException(
                    Reason.INVALID_REQUEST, "\"keyType\" must be \"Primary\" or \"Secondary\"."));
    Optional<String> value = body.text(VALUE);
    Optional<String> problem = value.flatMap(KeyStrength::problem);
    if (problem.isPresent()) {
      throw new RefusedException(Reason.WEAK_KEY, "\"keyValue\" " + problem.get() + ".");
    }
    LiveKeys.Replaced replaced = replace(kind, value);
    return reply(all -> put(all, replaced.keys()).put("lastsAfterRestart", replaced.lasts()));
  }

  private LiveKeys.Replaced replace(KeyKind kind, Optional<String> value)
      throws RefusedException, IOException {
    try {
      return keys.replace(kind, value);
    } catch (SameKeyException e) {
      throw new RefusedException(Reason.WEAK_KEY, "\"keyValue\": " + e.getMessage() + ".");
    } catch (KeyStore.ReadOnlyException e) {
      throw new RefusedException(
          Reason.KEYS_READ_ONLY,
          "The keys are of a mounted secret. Change the secret; the server takes it up by itself.");
    } catch (KeyStore.UnusableException e) {
      throw unusable(e.reason());
    } catch (NoSuchFileException e) {
      throw unusable("the key file is not there any more");
    } catch (AccessDeniedException e) {
      throw unusable("the server may not read and write where they are kept");
    }
  }

  private static RefusedException unusable(String why) {
    return new RefusedException(
        Reason.KEYS_UNUSABLE, "No key was replaced, and those of before go on: " + why + ".");
  }

  private static JsonObject put(JsonObject body, Keys keys) {
    body.put(KeyKind.PRIMARY.member(), keys.primary());
    String secondary = keys.secondary();
    return secondary == null ? body : body.put(KeyKind.SECONDARY.member(), secondary);
  }

  private static Reply reply(Consumer<JsonObject> members) {
    ByteBuffer body = JsonObject.write(members);
    return new Reply(200, Reply.JSON, body, null, NOT_STORED, Timing.NOT_RUN, null);
  }
}
