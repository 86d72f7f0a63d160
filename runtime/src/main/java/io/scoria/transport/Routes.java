package io.scoria.transport;

import io.scoria.call.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which service answers which path and method. Immutable. */
public final class Routes {
  private final Map<String, Map<String, Service>> byPath;

  private Routes(Map<String, Map<String, Service>> byPath) {
    this.byPath = byPath;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The services of a path by method, sorted; null where there is no such path. */
  @Nullable Map<String, Service> at(String path) {
    return byPath.get(path);
  }

  /** Collects routes. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Map<String, Service>> byPath = new HashMap<>();

    /** Answers GET, and HEAD like GET without the body. */
    public Builder get(String path, Service service) {
      return add("GET", path, service).add("HEAD", path, service);
    }

    public Builder post(String path, Service service) {
      return add("POST", path, service);
    }

    private Builder add(String method, String path, Service service) {
      byPath.computeIfAbsent(path, p -> new TreeMap<>()).put(method, service);
      return this;
    }

    public Routes build() {
      return new Routes(Map.copyOf(byPath));
    }
  }
}
