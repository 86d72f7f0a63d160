package io.scoria.auth;

import java.io.IOException;

/** Keys that were given when the server was started, and are kept nowhere. Not thread-safe. */
public final class GivenKeys implements KeyStore {
  private final String place;
  private Keys keys;

  /**
   * Keeps the keys in memory.
   *
   * @param place where they were given, for people
   * @throws IOException if one is too weak to be a key
   */
  public GivenKeys(Keys keys, String place) throws IOException {
    this.keys = keys;
    this.place = place;
    if (keys.problem().isPresent()) {
      throw new IOException(place + ": " + keys.problem().get());
    }
  }

  @Override
  public Keys read() {
    return keys;
  }

  @Override
  public Keys replace(KeyKind kind, String key) throws SameKeyException {
    keys = keys.with(kind, key);
    return keys;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public boolean mayChange() {
    return false;
  }

  @Override
  public boolean lasts() {
    return false;
  }
}
