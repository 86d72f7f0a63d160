package io.scoria.cli;

import io.scoria.auth.Authenticator;
import io.scoria.auth.token.EitherAuthenticator;
import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.config.KeyConfig;
import io.scoria.config.ManagementConfig;
import io.scoria.config.ServeConfig;
import io.scoria.server.Access;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * What a server tells people apart by. Owns all sources.
 *
 * @param tokens empty where none are accepted
 * @param management empty where everybody who reaches the management listener may use it
 */
record Credentials(KeySource scoring, Optional<TokenSource> tokens, Optional<KeySource> management)
    implements AutoCloseable {
  /**
   * Those that the configuration asks for.
   *
   * @throws IOException if there is no way to what is asked for; the message says what to do
   */
  static Credentials of(ServeConfig config, Map<String, String> environment) throws IOException {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      KeySource scoring = opened(KeySource.of(config.auth(), environment), opened);
      Optional<TokenSource> tokens = Optional.empty();
      if (config.auth().tokens().isPresent()) {
        tokens = Optional.of(opened(TokenSource.of(config.auth().tokens().get()), opened));
      }
      Optional<KeyConfig> keys = config.management().flatMap(ManagementConfig::keys);
      return new Credentials(
          scoring,
          tokens,
          keys.isEmpty()
              ? Optional.empty()
              : Optional.of(KeySource.ofManagement(keys.get(), environment)));
    } catch (IOException e) {
      closeAll(opened, e);
      throw e;
    }
  }

  private static <T extends AutoCloseable> T opened(T source, Deque<AutoCloseable> opened) {
    opened.push(source);
    return source;
  }

  private static void closeAll(Deque<AutoCloseable> opened, IOException reason) {
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (Exception e) {
        reason.addSuppressed(e);
      }
    }
  }

  Access access() {
    return new Access(
        authenticator(),
        scoring.keys(),
        tokens.flatMap(TokenSource::own),
        management.map(KeySource::authenticator));
  }

  private Authenticator authenticator() {
    if (tokens.isEmpty()) {
      return scoring.authenticator();
    }
    TokenAuthenticator byToken = tokens.get().authenticator();
    return scoring.keys().isEmpty()
        ? byToken
        : new EitherAuthenticator(scoring.authenticator(), byToken);
  }

  @Override
  public void close() {
    scoring.close();
    tokens.ifPresent(TokenSource::close);
    management.ifPresent(KeySource::close);
  }
}
