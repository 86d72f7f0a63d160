package io.scoria.server;

import io.scoria.admission.Admission;
import io.scoria.auth.Authenticator;
import io.scoria.batch.BatchedModel;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ServeConfig;
import io.scoria.endpoint.Endpoint;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.pipeline.RouterSurface;
import io.scoria.pipeline.ScoreService;
import io.scoria.repository.LoadedModel;
import io.scoria.repository.ModelLoader;
import io.scoria.tensor.BufferPool;
import io.scoria.transport.EventLoops;
import io.scoria.transport.HttpListener;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. Listens first, so that health is answered while the model loads; then loads;
 * then scores. Stopped once, in the reverse order.
 */
public final class ScoriaServer {
  private static final Logger LOG = LoggerFactory.getLogger(ScoriaServer.class);
  private static final long DRAIN_TIMEOUT_MS = 25_000;
  private static final long RUN_TIMEOUT_MS = 5_000;

  private final ServeConfig config;
  private final Function<BufferPool, Engine> engines;
  private final Endpoint endpoint = new Endpoint();
  private final Deque<Part> parts = new ArrayDeque<>();
  private @Nullable HttpListener scoring;
  private @Nullable HttpListener management;
  private volatile @Nullable LoadedModel model; // set by the starting thread, read by health

  /** Something that was started, and how it is stopped. */
  private record Part(String name, Stop stop) {
    private interface Stop {
      /** False where it could not be stopped in time. */
      boolean stop() throws InterruptedException;
    }
  }

  private ScoriaServer(ServeConfig config, Function<BufferPool, Engine> engines) {
    this.config = config;
    this.engines = engines;
  }

  /** As {@link #start(ServeConfig, Authenticator, Function, Consumer)}, on ONNX Runtime. */
  public static ScoriaServer start(
      ServeConfig config, Authenticator authenticator, Consumer<String> progress)
      throws IOException, ModelLoadException {
    return start(config, authenticator, OrtEngine::new, progress);
  }

  /**
   * Starts a server and blocks until it can score.
   *
   * @param engines makes what runs models, given the pool of the server's tensors
   * @param progress told each step in a line for people
   * @throws IOException if a port cannot be listened on
   * @throws ModelLoadException if the model cannot be served
   */
  public static ScoriaServer start(
      ServeConfig config,
      Authenticator authenticator,
      Function<BufferPool, Engine> engines,
      Consumer<String> progress)
      throws IOException, ModelLoadException {
    ScoriaServer server = new ScoriaServer(config, engines);
    try {
      server.startParts(authenticator, progress);
      return server;
    } catch (IOException | ModelLoadException | RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  private void startParts(Authenticator authenticator, Consumer<String> progress)
      throws IOException, ModelLoadException {
    BufferPool pool = new BufferPool(config.execution().tensorBytes());
    Admission admission = new Admission(config.execution().maxCallsInFlight());
    ScoreService score =
        new ScoreService(authenticator, admission, endpoint, pool, config.execution());
    Service health = Health.of("Healthy", this::isReady);
    if (config.management().isPresent()) {
      management = listen("management", config.management().get(), 1, managementRoutes());
    }
    int loops = config.execution().loops();
    Routes routes =
        Routes.of(config.service())
            .get("/", health)
            .post("/score", score)
            .routerPost("score", new RouterSurface(score))
            .build();
    scoring = listen("scoring", config.scoring(), loops, routes);
    Engine engine = startEngine(pool);
    progress.accept(engine.description());
    LoadedModel loaded =
        new ModelLoader(engine, config.execution(), config.stateFolder(), pool, progress)
            .load(config.model().orElseThrow());
    model = loaded;
    parts.push(
        new Part(
            "model " + loaded.servable().name(), () -> loaded.servable().close(RUN_TIMEOUT_MS)));
    endpoint.publish(loaded.servable());
    parts.push(new Part("calls", this::finishCalls));
  }

  private Engine startEngine(BufferPool pool) throws ModelLoadException {
    try {
      return engines.apply(pool);
    } catch (LinkageError | IllegalStateException e) {
      throw new ModelLoadException(
          "the runtime for models does not start on this machine: " + e, e);
    }
  }

  private Routes managementRoutes() {
    return Routes.builder()
        .get("/admin/models", new ReplyService(() -> ModelDescription.reply(servable())))
        .get("/livez", Health.of("live", () -> true))
        .get("/readyz", Health.of("ready", this::isReady))
        .build();
  }

  private HttpListener listen(String name, ListenerConfig at, int threads, Routes routes)
      throws IOException {
    EventLoops loops = new EventLoops(name, threads);
    parts.push(new Part(name + " loops", always(loops::close)));
    HttpLimits limits = config.limits();
    HttpListener listener = HttpListener.bind(loops, at, routes, limits);
    parts.push(new Part(name + " listener", always(listener::close)));
    return listener;
  }

  private static Part.Stop always(Runnable stop) {
    return () -> {
      stop.run();
      return true;
    };
  }

  private boolean finishCalls() {
    HttpListener listener = scoring;
    boolean drained = listener == null || listener.drain(DRAIN_TIMEOUT_MS);
    endpoint.withdraw();
    return drained;
  }

  private Optional<BatchedModel> servable() {
    return Optional.ofNullable(model).map(LoadedModel::servable);
  }

  private boolean isReady() {
    return endpoint.current() != null;
  }

  /** The port that scores. */
  public int port() {
    HttpListener listener = scoring;
    if (listener == null) {
      throw new IllegalStateException("not started");
    }
    return listener.port();
  }

  /** The port of the management listener; empty where there is none. */
  public OptionalInt managementPort() {
    return management == null ? OptionalInt.empty() : OptionalInt.of(management.port());
  }

  /** The model that is served. */
  public LoadedModel model() {
    LoadedModel loaded = model;
    if (loaded == null) {
      throw new IllegalStateException("not started");
    }
    return loaded;
  }

  /**
   * Answers what was accepted, then stops. Does nothing the second time.
   *
   * @return false where a part would not stop: the process should then end without running exit
   *     hooks, since the runtime's own would pull the model from under a run
   */
  public synchronized boolean stop() {
    boolean clean = true;
    for (Part part = parts.poll(); part != null; part = parts.poll()) {
      clean &= stopOne(part);
    }
    return clean;
  }

  private static boolean stopOne(Part part) {
    try {
      if (part.stop().stop()) {
        return true;
      }
      LOG.warn("{} did not stop in time", part.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
