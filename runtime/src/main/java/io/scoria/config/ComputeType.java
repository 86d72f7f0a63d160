package io.scoria.config;

import java.util.Locale;
import java.util.Optional;

/** Where a deployment configuration is for; its key {@code computeType} names it, in any case. */
public enum ComputeType {
  /** A web service on a Kubernetes cluster. */
  AKS,
  /** A version behind an endpoint that several versions share. */
  AKSENDPOINT,
  /** A single container, without a cluster. */
  ACI,
  /** A container on the developer's machine. */
  LOCAL;

  /** As the files spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ComputeType> of(String text) {
    for (ComputeType type : values()) {
      if (type.name().equalsIgnoreCase(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
