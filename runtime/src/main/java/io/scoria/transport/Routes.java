package io.scoria.transport;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.call.RequestObserver;
import io.scoria.call.Service;
import io.scoria.config.ServiceConfig;
import io.scoria.config.TlsConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which service answers which path and method, and what each answer says. Immutable. */
public final class Routes {
  private static final Refusal NOTHING_THERE =
      new Refusal(Reason.NOT_FOUND, "There is nothing at this path.");

  private final Map<String, Map<String, Service>> byPath;
  private final RouterPaths router;
  private final Surface surface;
  private final Gate gate;
  private final RequestObserver observer;

  private Routes(
      Map<String, Map<String, Service>> byPath,
      RouterPaths router,
      Surface surface,
      Gate gate,
      RequestObserver observer) {
    this.byPath = byPath;
    this.observer = observer;
    this.router = router;
    this.surface = surface;
    this.gate = gate;
  }

  /** Decides who may ask for a path at all, before anything is said of it. */
  public interface Gate {
    /** Null where the request may go on. Thread-safe; never blocks. */
    @Nullable Refusal refuse(String path, RequestHead head);
  }

  /** What a request is told that may not ask for the path; null where it may. */
  @Nullable Refusal refuse(String path, RequestHead head) {
    return gate.refuse(path, head);
  }

  /** Of a listener for tools: paths as they are given, and nothing around them. */
  public static Builder builder() {
    return new Builder("", "", Surface.PLAIN);
  }

  /**
   * Of the listener that scores: each path is there also under the service's prefix, and answers
   * OPTIONS; its responses tell what the service is to tell in each.
   */
  public static Builder of(ServiceConfig service) {
    return of(service, Optional.empty());
  }

  /**
   * As {@link #of(ServiceConfig)}.
   *
   * @param tls of the listener; empty for none
   */
  public static Builder of(ServiceConfig service, Optional<TlsConfig> tls) {
    OptionalInt hsts = tls.map(TlsConfig::hstsSeconds).orElseGet(OptionalInt::empty);
    return new Builder(
        service.name(), service.pathPrefix(), Surface.of(service, tls.isPresent(), hsts));
  }

  /** The services of a path by method, sorted; null where there is no such path. */
  @Nullable Map<String, Service> at(String path) {
    Map<String, Service> methods = byPath.get(path);
    return methods != null ? methods : router.at(path);
  }

  /** What a request for a path is told that is not there. */
  Refusal refuse(String path) {
    Refusal otherService = router.refuse(path);
    return otherService != null ? otherService : NOTHING_THERE;
  }

  Surface surface() {
    return surface;
  }

  RequestObserver observer() {
    return observer;
  }

  /** Collects routes. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Map<String, Service>> byPath = new HashMap<>();
    private final Map<String, Map<String, Service>> byRest = new HashMap<>();
    private final String name;
    private final String prefix;
    private final Surface surface;
    private Gate gate = (path, head) -> null;
    private RequestObserver observer = RequestObserver.NONE;

    private Builder(String name, String prefix, Surface surface) {
      this.name = name;
      this.prefix = prefix;
      this.surface = surface;
    }

    /** Answers GET, and HEAD like GET without the body. */
    public Builder get(String path, Service service) {
      return add("GET", path, service).add("HEAD", path, service);
    }

    public Builder post(String path, Service service) {
      return add("POST", path, service);
    }

    /** Answers OPTIONS in the place of this server, but for what browsers ask beforehand. */
    public Builder options(String path, Service service) {
      return add("OPTIONS", path, service);
    }

    /** Answers GET and HEAD at {@code /api/v1/service/NAME/REST}. */
    public Builder routerGet(String rest, Service service) {
      return addRest("GET", rest, service).addRest("HEAD", rest, service);
    }

    /** Answers POST at {@code /api/v1/service/NAME/REST}. */
    public Builder routerPost(String rest, Service service) {
      return addRest("POST", rest, service);
    }

    /** Asks that one first; else everybody may ask for everything. */
    public Builder gate(Gate first) {
      gate = first;
      return this;
    }

    /** Tells that one of every request; else nobody. */
    public Builder observer(RequestObserver told) {
      observer = told;
      return this;
    }

    private Builder add(String method, String path, Service service) {
      put(byPath, path, method, service);
      if (!prefix.isEmpty()) {
        put(byPath, prefix + path, method, service);
        if (path.equals("/")) {
          put(byPath, prefix, method, service);
        }
      }
      return this;
    }

    private Builder addRest(String method, String rest, Service service) {
      put(byRest, rest, method, service);
      return this;
    }

    private static void put(
        Map<String, Map<String, Service>> paths, String path, String method, Service service) {
      paths.computeIfAbsent(path, p -> new TreeMap<>()).put(method, service);
    }

    public Routes build() {
      return new Routes(
          Map.copyOf(byPath), new RouterPaths(name, Map.copyOf(byRest)), surface, gate, observer);
    }
  }
}
