package io.scoria.config;

import java.util.Optional;

/**
 * How clients are let in: with any of what is here, and everybody where nothing is.
 *
 * @param keys of the service; empty where keys let nobody in
 * @param tokens that are accepted; empty where tokens let nobody in
 */
public record AuthConfig(Optional<KeyConfig> keys, Optional<TokenConfig> tokens) {
  /** Everybody is let in. */
  public static final AuthConfig OPEN = new AuthConfig(Optional.empty(), Optional.empty());

  public static AuthConfig of(KeyConfig keys) {
    return new AuthConfig(Optional.of(keys), Optional.empty());
  }

  public static AuthConfig of(TokenConfig tokens) {
    return new AuthConfig(Optional.empty(), Optional.of(tokens));
  }

  public boolean isOpen() {
    return keys.isEmpty() && tokens.isEmpty();
  }
}
