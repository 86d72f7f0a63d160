package io.scoria.cli;

import io.scoria.auth.KeyKind;
import io.scoria.auth.KeyProblem;
import io.scoria.auth.KeyStore;
import io.scoria.auth.Keys;
import io.scoria.auth.LiveKeys;
import io.scoria.codec.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that a command is about. Every failure is said for people, without any key. */
sealed interface KeyTarget {
  Keys show() throws IOException;

  /**
   * Replaces one of them.
   *
   * @param value empty for a new one
   */
  LiveKeys.Replaced replace(KeyKind kind, Optional<String> value) throws IOException;

  /** Where it was replaced, for people. */
  String place();

  /** Those that are kept on this machine, whether a server runs or not. */
  record Stored(KeyStore store) implements KeyTarget {
    @Override
    public Keys show() throws IOException {
      try {
        return store.read();
      } catch (IOException e) {
        throw explained(e);
      }
    }

    @Override
    public LiveKeys.Replaced replace(KeyKind kind, Optional<String> value) throws IOException {
      try {
        Keys keys = store.replace(kind, value.orElseGet(Keys::generateKey));
        return new LiveKeys.Replaced(keys, true);
      } catch (IOException e) {
        throw explained(e);
      }
    }

    private static IOException explained(IOException e) {
      String text = KeyProblem.text(e);
      boolean missing = text.startsWith("there is no ");
      return new IOException(
          missing
              ? text + "; give --key-file FILE, or --url with the management address of a server"
              : text,
          e);
    }

    @Override
    public String place() {
      return store.place() + "; a server that reads it takes it up within a second";
    }
  }

  /** Those of a running server. */
  record Served(ManagementClient server) implements KeyTarget {
    private static final String KEYS = "/admin/keys";
    private static final String WITHOUT =
        "this server has no keys: start it with --auth key or --allow-both";

    @Override
    public Keys show() throws IOException {
      return keys(server.get(KEYS, WITHOUT));
    }

    @Override
    public LiveKeys.Replaced replace(KeyKind kind, Optional<String> value) throws IOException {
      ByteBuffer asked =
          JsonObject.write(body -> {
            body.put("keyType", kind.text());
            value.ifPresent(it -> body.put("keyValue", it));
          });
      Map<?, ?> answer = server.post(KEYS + "/regenerate", asked, WITHOUT);
      return new LiveKeys.Replaced(
          keys(answer), !Boolean.FALSE.equals(answer.get("lastsAfterRestart")));
    }

    private Keys keys(Map<?, ?> answer) throws IOException {
      String primary = member(answer, KeyKind.PRIMARY);
      if (primary == null) {
        throw new IOException(server.base() + " does not answer as a management listener does");
      }
      return new Keys(primary, member(answer, KeyKind.SECONDARY));
    }

    private static @Nullable String member(Map<?, ?> answer, KeyKind kind) {
      return answer.get(kind.member()) instanceof String key ? key : null;
    }

    @Override
    public String place() {
      return server.base().toString();
    }
  }
}
