package io.scoria.config;

import java.util.Optional;

/** Where a base image lies; kept for the work of deployment. The password prints as {@code ***}. */
public record ImageRegistry(
    Optional<String> address, Optional<String> username, Optional<String> password) {
  public static final ImageRegistry NONE =
      new ImageRegistry(Optional.empty(), Optional.empty(), Optional.empty());

  @Override
  public String toString() {
    return "ImageRegistry[address=%s, username=%s, password=%s]"
        .formatted(address, username, password.map(word -> "***"));
  }
}
