package io.scoria.cli;

import io.scoria.auth.Authenticator;
import io.scoria.auth.LiveKeys;
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
      Optional<KeySource> management = Optional.empty();
      if (keys.isPresent()) {
        KeySource source = opened(KeySource.ofManagement(keys.get(), environment), opened);
        requireApart(scoring, source);
        management = Optional.of(source);
      }
      return new Credentials(scoring, tokens, management);
    } catch (IOException e) {
      closeAll(opened, e);
      throw e;
    }
  }

  private static void requireApart(KeySource scoring, KeySource management) throws IOException {
    Optional<LiveKeys> keys = scoring.keys();
    Optional<LiveKeys> others = management.keys();
    if (keys.isPresent()
        && others.isPresent()
        && keys.get().keys().sharesWith(others.get().keys())) {
      throw new IOException(
          "the management key is also a key of the service: whoever may score could replace keys;"
              + " give the management listener another (SCORIA_MANAGEMENT_KEY or"
              + " --management-key-file)");
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
        management.map(KeySource::authenticator),
        this::problem);
  }

  /** Why nobody can be let in yet; empty where somebody can. */
  private Optional<String> problem() {
    return scoring.keys().isPresent() ? Optional.empty() : tokens.flatMap(TokenSource::problem);
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
