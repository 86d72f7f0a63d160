package io.scoria.cli;

import io.scoria.config.ManagementConfig;
import io.scoria.config.ServeConfig;
import io.scoria.server.Access;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a server tells people apart by. Owns both sources.
 *
 * @param management empty where everybody who reaches the management listener may use it
 */
record Credentials(KeySource scoring, Optional<KeySource> management) implements AutoCloseable {
  /**
   * Those that the configuration asks for.
   *
   * @throws IOException if there is no way to what is asked for; the message says what to do
   */
  static Credentials of(ServeConfig config, Map<String, String> environment) throws IOException {
    KeySource scoring = KeySource.of(config.auth(), environment);
    try {
      var keys = config.management().flatMap(ManagementConfig::keys);
      return new Credentials(
          scoring,
          keys.isEmpty()
              ? Optional.empty()
              : Optional.of(KeySource.ofManagement(keys.get(), environment)));
    } catch (IOException e) {
      scoring.close();
      throw e;
    }
  }

  Access access() {
    return new Access(
        scoring.authenticator(), scoring.keys(), management.map(KeySource::authenticator));
  }

  @Override
  public void close() {
    scoring.close();
    management.ifPresent(KeySource::close);
  }
}
