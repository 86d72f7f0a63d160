package io.scoria.server;

import io.scoria.admission.Admission;
import io.scoria.auth.FailedAttempts;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ManagementConfig;
import io.scoria.config.MemoryLimit;
import io.scoria.config.MemoryPlan;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServeConfig;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.entry.ScriptLoadException;
import io.scoria.pipeline.Entrance;
import io.scoria.pipeline.RouterSurface;
import io.scoria.repository.SampleRequest;
import io.scoria.tensor.BufferPool;
import io.scoria.transport.EventLoops;
import io.scoria.transport.HttpListener;
import io.scoria.transport.Routes;
import io.scoria.transport.ServerTls;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running server. Listens first, so that health is answered while the model loads; then loads;
 * then scores. Stopped once, in the reverse order.
 */
public final class ScoriaServer {
  private static final int CONNECTIONS_OF_TOOLS = 64;
  private static final long DRAIN_TIMEOUT_MS = 25_000;

  private final ServeConfig config;
  private final Function<BufferPool, Engine> engines;
  private final Documentation documentation;
  private final Scoring scoring;
  private final Service health;
  private final Access access;
  private final FailedAttempts attempts = new FailedAttempts();
  private final Parts parts = new Parts();
  private final Optional<MemoryPlan> plan; // empty where it is not known how much memory there is
  private @Nullable HttpListener listener; // of the scoring port
  private @Nullable HttpListener management;

  private ScoriaServer(ServeConfig config, Access access, Function<BufferPool, Engine> engines) {
    this.config = config;
    this.access = access;
    this.engines = engines;
    documentation = new Documentation(config);
    plan = config.memory().limit().map(limit -> plan(config, limit));
    long tensorBytes = EventLoops.withinDirectMemory(config.execution().tensorBytes());
    Admission admission = new Admission(config.execution().maxCallsInFlight(), tensorBytes);
    scoring =
        new Scoring(
            config,
            plan.filter(it -> config.memory().checked()),
            new Entrance(attempts.watching(access.scoring()), admission, config.execution()),
            new BufferPool(tensorBytes));
    health = Health.of("Healthy", () -> scoring.problem().isEmpty());
  }

  /** As {@link #start(ServeConfig, Access, Function, Consumer)}, on ONNX Runtime. */
  public static ScoriaServer start(ServeConfig config, Access access, Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    return start(config, access, OrtEngine::new, progress);
  }

  /**
   * Starts a server and blocks until it can score.
   *
   * @param engines makes what runs models, given the pool of the server's tensors
   * @param progress told each step in a line for people
   * @throws IOException if a port cannot be listened on
   * @throws ModelLoadException if the model cannot be served
   * @throws ScriptLoadException if the entry script cannot be
   */
  public static ScoriaServer start(
      ServeConfig config,
      Access access,
      Function<BufferPool, Engine> engines,
      Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    ScoriaServer server = new ScoriaServer(config, access, engines);
    try {
      server.startParts(progress);
      return server;
    } catch (IOException | ModelLoadException | ScriptLoadException | RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  private void startParts(Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    plan.ifPresent(it -> progress.accept(it.describe()));
    if (config.management().isPresent()) {
      ManagementConfig at = config.management().get();
      Routes routes = new Management(at, access, attempts).routes(documentation, scoring, health);
      management = listen("management", at.listener(), 1, routes, limitsOfTools());
    }
    if (config.health().isPresent()) {
      Routes routes = Routes.builder().get("/", health).build();
      listen("health", config.health().get(), 1, routes, limitsOfTools());
    }
    Optional<ServerTls> tls = openTls();
    int loops = config.execution().loops();
    listener = listen("scoring", config.scoring(), loops, scoringRoutes(), config.limits(), tls);
    scoring.load(engines, documentation, progress, parts);
    parts.add("calls", this::finishCalls);
  }

  private static MemoryPlan plan(ServeConfig config, MemoryLimit limit) {
    return MemoryPlan.of(
        limit,
        Runtime.getRuntime().maxMemory(),
        EventLoops.directMemory(),
        config.execution().processors(),
        config.script().filter(ScriptConfig::isPython).map(ScriptConfig::workers).orElse(0));
  }

  private Routes scoringRoutes() {
    Routes.Builder routes = Routes.of(config.service(), config.tls()).get("/", health);
    scoring.addTo(routes, new RouterSurface(scoring.service()));
    documentation.addDocuments(routes);
    access.tokens().ifPresent(issuer -> routes.get(TokenKeys.PATH, TokenKeys.of(issuer)));
    return routes.build();
  }

  /** Few ask, and they are answered also where the scoring listener is full. */
  private HttpLimits limitsOfTools() {
    HttpLimits limits = config.limits();
    return limits.withConnections(
        limits
            .connections()
            .withMost(CONNECTIONS_OF_TOOLS)
            .withMostOfAddress(CONNECTIONS_OF_TOOLS / 4));
  }

  private Optional<ServerTls> openTls() throws IOException {
    if (config.tls().isEmpty()) {
      return Optional.empty();
    }
    ServerTls tls = ServerTls.open(config.tls().get());
    parts.addClosing("TLS", tls::close);
    return Optional.of(tls);
  }

  private HttpListener listen(
      String name, ListenerConfig at, int threads, Routes routes, HttpLimits limits)
      throws IOException {
    return listen(name, at, threads, routes, limits, Optional.empty());
  }

  private HttpListener listen(
      String name,
      ListenerConfig at,
      int threads,
      Routes routes,
      HttpLimits limits,
      Optional<ServerTls> tls)
      throws IOException {
    EventLoops loops = new EventLoops(name, threads);
    parts.addClosing(name + " loops", loops::close);
    HttpListener bound = HttpListener.bind(loops, at, routes, limits, tls);
    parts.addClosing(name + " listener", bound::close);
    return bound;
  }

  private boolean finishCalls() {
    HttpListener bound = listener;
    boolean drained = bound == null || bound.drain(DRAIN_TIMEOUT_MS);
    scoring.withdraw();
    return drained;
  }

  /** The port that scores. */
  public int port() {
    HttpListener bound = listener;
    if (bound == null) {
      throw new IllegalStateException("not started");
    }
    return bound.port();
  }

  /** The port of the management listener; empty where there is none. */
  public OptionalInt managementPort() {
    return management == null ? OptionalInt.empty() : OptionalInt.of(management.port());
  }

  /** A request that the server should be able to answer; empty where none is known. */
  public Optional<SampleRequest> sample() throws IOException {
    return scoring.sample();
  }

  /**
   * Answers what was accepted, then stops. Does nothing the second time.
   *
   * @return false where a part would not stop: the process should then end without running exit
   *     hooks, since the runtime's own would pull the model from under a run
   */
  public synchronized boolean stop() {
    return parts.stop();
  }
}
