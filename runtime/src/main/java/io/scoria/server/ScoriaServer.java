package io.scoria.server;

import io.scoria.admission.Admission;
import io.scoria.auth.FailedAttempts;
import io.scoria.call.RequestObserver;
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
import io.scoria.engine.ort.OrtStart;
import io.scoria.entry.ScriptLoadException;
import io.scoria.log.ServerLog;
import io.scoria.pipeline.Entrance;
import io.scoria.pipeline.RouterSurface;
import io.scoria.repository.SampleRequest;
import io.scoria.telemetry.Exposition;
import io.scoria.telemetry.ProcessFigures;
import io.scoria.telemetry.RequestMetrics;
import io.scoria.telemetry.Utilization;
import io.scoria.tensor.BufferPool;
import io.scoria.transport.EventLoops;
import io.scoria.transport.HttpListener;
import io.scoria.transport.LoopWatch;
import io.scoria.transport.Routes;
import io.scoria.transport.ServerTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  private final ServeConfig config;
  private final Function<BufferPool, Engine> engines;
  private final Documentation documentation;
  private final Scoring scoring;
  private final Service health;
  private final Probes probes;
  private final Drain drain;
  private final Access access;
  private final FailedAttempts attempts = new FailedAttempts();
  private final RequestMetrics requests;
  private final Exposition exposition = new Exposition();
  private final Parts parts = new Parts();
  private final Optional<ServerLog> log;
  private final Optional<MemoryPlan> plan; // empty where it is not known how much memory there is
  private @Nullable HttpListener listener; // of the scoring port
  private @Nullable HttpListener management;
  private volatile @Nullable LoopWatch loops; // of the scoring port; set by the starting thread

  private ScoriaServer(
      ServeConfig config,
      Access access,
      Function<BufferPool, Engine> engines,
      Optional<ServerLog> log) {
    this.config = config;
    this.log = log;
    this.access = access;
    this.engines = engines;
    documentation = new Documentation(config);
    plan = config.memory().limit().map(limit -> plan(config, limit));
    long tensorBytes = EventLoops.withinDirectMemory(config.execution().tensorBytes());
    Admission admission = new Admission(config.execution().maxCallsInFlight(), tensorBytes);
    BufferPool pool = new BufferPool(tensorBytes);
    scoring =
        new Scoring(
            config,
            plan.filter(it -> config.memory().checked()),
            new Entrance(attempts.watching(access.scoring()), admission, config.execution()),
            pool);
    requests = new RequestMetrics(config.service().version(), config.execution().loops());
    health = Health.of("Healthy", () -> scoring.problem().isEmpty());
    drain = new Drain(config.drain());
    probes = new Probes(this::loopDelayNanos, readiness());
    addMeters(admission, pool);
  }

  private List<Check> readiness() {
    List<Check> checks = new ArrayList<>(scoring.checks());
    checks.add(new Check("credentials", access.problem()));
    checks.add(new Check("not-stopping", drain::problem));
    return checks;
  }

  /** How late the slowest event loop that scores is; 0 before there are any. */
  private long loopDelayNanos() {
    LoopWatch watch = loops;
    return watch == null ? 0 : watch.delayNanos();
  }

  private void addMeters(Admission admission, BufferPool pool) {
    exposition.add(requests);
    exposition.add(new Utilization(admission::busyNanos, scoring::capacity));
    exposition.add(
        new ServerFigures(
            config.execution(),
            admission,
            pool,
            attempts,
            probes::isReady,
            () -> loops,
            BuildInfo.of(scoring::engine)));
    exposition.add(new ScoringFigures(scoring, config.service().version()));
    exposition.add(new ProcessFigures());
    log.ifPresent(told -> exposition.add(new LogFigures(told)));
    parts.addClosing("metrics", exposition::close);
  }

  /**
   * As {@link #start(ServeConfig, Access, Function, Optional, Consumer)}, on ONNX Runtime, with
   * nobody told of requests.
   */
  public static ScoriaServer start(ServeConfig config, Access access, Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    return start(config, access, OrtEngine::new, Optional.empty(), progress);
  }

  /** The same on ONNX Runtime, which tells the log. */
  public static ScoriaServer start(ServeConfig config, Access access, ServerLog log)
      throws IOException, ModelLoadException, ScriptLoadException {
    if (config.model().isEmpty()) {
      return start(config, access, OrtEngine::new, Optional.of(log), log::notice);
    }
    try (OrtStart runtime = OrtStart.begin()) {
      return start(config, access, runtime, Optional.of(log), log::notice);
    }
  }

  /**
   * Starts a server and blocks until it can score.
   *
   * @param engines makes what runs models, given the pool of the server's tensors
   * @param log told of requests, and shown to those who run the server; stays the caller's
   * @param progress told each step in a line for people
   * @throws IOException if a port cannot be listened on
   * @throws ModelLoadException if the model cannot be served
   * @throws ScriptLoadException if the entry script cannot be
   */
  public static ScoriaServer start(
      ServeConfig config,
      Access access,
      Function<BufferPool, Engine> engines,
      Optional<ServerLog> log,
      Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    ScoriaServer server = new ScoriaServer(config, access, engines, log);
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
      Routes routes =
          new Management(at, access, attempts, log)
              .routes(documentation, scoring, health, probes, exposition);
      management = listen("management", at.listener(), 1, routes, limitsOfTools());
    }
    if (config.health().isPresent()) {
      Routes routes = Routes.builder().get("/", health).build();
      listen("health", config.health().get(), 1, routes, limitsOfTools());
    }
    Optional<ServerTls> tls = openTls();
    EventLoops scoringLoops = openLoops("scoring", config.execution().loops());
    loops = scoringLoops.watch();
    listener =
        bind("scoring", scoringLoops, config.scoring(), scoringRoutes(), config.limits(), tls);
    scoring.load(engines, documentation, progress, parts);
    parts.add("calls", this::finishCalls);
    probes.startProblem(); // seen to be ready, also where nobody asks before it is not
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
    Routes.Builder routes =
        Routes.of(config.service(), config.tls()).observer(observer()).get("/", health);
    scoring.addTo(routes, new RouterSurface(scoring.service()));
    documentation.addDocuments(routes);
    access.tokens().ifPresent(issuer -> routes.get(TokenKeys.PATH, TokenKeys.of(issuer)));
    return routes.build();
  }

  private RequestObserver observer() {
    return log.map(told -> requests.and(told.requests())).orElse(requests);
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

  /** A listener with loops of its own. */
  private HttpListener listen(
      String name, ListenerConfig at, int threads, Routes routes, HttpLimits limits)
      throws IOException {
    return bind(name, openLoops(name, threads), at, routes, limits, Optional.empty());
  }

  private EventLoops openLoops(String name, int threads) {
    EventLoops loops = new EventLoops(name, threads);
    parts.addClosing(name + " loops", loops::close);
    return loops;
  }

  private HttpListener bind(
      String name,
      EventLoops loops,
      ListenerConfig at,
      Routes routes,
      HttpLimits limits,
      Optional<ServerTls> tls)
      throws IOException {
    HttpListener bound = HttpListener.bind(loops, at, routes, limits, tls);
    parts.addClosing(name + " listener", bound::close);
    return bound;
  }

  private boolean finishCalls() {
    HttpListener bound = listener;
    boolean drained = bound == null || drain.finish(bound);
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
   * Lets clients go before {@link #stop}, so that none loses a request: blocks for the delay of the
   * configuration, in which the server says that it is not ready, and for about a second, after
   * which nobody can connect. Called at most once.
   */
  public void drain() {
    HttpListener bound = listener;
    if (bound != null) {
      drain.letClientsGo(bound);
    }
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
