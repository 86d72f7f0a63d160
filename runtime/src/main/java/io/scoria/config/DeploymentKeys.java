package io.scoria.config;

import java.util.Optional;

/**
 * The keys of clients that a deployment configuration gives; both empty where it gives none.
 * Printed as {@code ***}.
 */
public record DeploymentKeys(Optional<String> primary, Optional<String> secondary) {
  public static DeploymentKeys none() {
    return new DeploymentKeys(Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return "DeploymentKeys[primary="
        + primary.map(key -> "***").orElse("none")
        + ", secondary="
        + secondary.map(key -> "***").orElse("none")
        + "]";
  }
}
