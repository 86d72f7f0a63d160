package io.scoria.config.azureml;

import io.scoria.config.ComputeType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A key of a file: all that is known of it, in one place. Parsing, the hints for keys that are
 * unknown, and the reference of keys come from it.
 *
 * @param name with dots between the names of objects that hold it
 * @param fallback the documented default; empty for none
 * @param secret true where its value is never printed
 * @param types of the deployments that have it; all for the keys of other files
 * @param effect what this server does with it, for people
 */
public record Key<T>(
    String name,
    Kind<T> kind,
    Optional<T> fallback,
    boolean secret,
    Use use,
    Set<ComputeType> types,
    String effect) {
  static <T> Key<T> enforced(String name, Kind<T> kind, String effect) {
    return of(name, kind, Use.ENFORCED, effect);
  }

  static <T> Key<T> cluster(String name, Kind<T> kind, String effect) {
    return of(name, kind, Use.CLUSTER, effect);
  }

  static <T> Key<T> noted(String name, Kind<T> kind, String effect) {
    return of(name, kind, Use.NOTED, effect);
  }

  private static <T> Key<T> of(String name, Kind<T> kind, Use use, String effect) {
    Set<ComputeType> all = Set.copyOf(EnumSet.allOf(ComputeType.class));
    return new Key<>(name, kind, Optional.empty(), false, use, all, effect);
  }

  Key<T> or(T value) {
    return new Key<>(name, kind, Optional.of(value), secret, use, types, effect);
  }

  Key<T> hidden() {
    return new Key<>(name, kind, fallback, true, use, types, effect);
  }

  Key<T> only(ComputeType... of) {
    return new Key<>(name, kind, fallback, secret, use, Set.of(of), effect);
  }

  /** How a value of it is shown. */
  String show(T value) {
    return secret ? "***" : String.valueOf(value);
  }
}
