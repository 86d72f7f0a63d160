package io.scoria.server;

import io.scoria.admission.Admission;
import io.scoria.auth.Authenticator;
import io.scoria.batch.BatchedModel;
import io.scoria.call.Servable;
import io.scoria.call.Service;
import io.scoria.config.HttpLimits;
import io.scoria.config.ListenerConfig;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServeConfig;
import io.scoria.endpoint.Endpoint;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.java.JavaScript;
import io.scoria.entry.python.PythonScript;
import io.scoria.pipeline.Entrance;
import io.scoria.pipeline.ScoreService;
import io.scoria.pipeline.ScriptService;
import io.scoria.repository.LoadedModel;
import io.scoria.repository.ModelLoader;
import io.scoria.repository.SampleRequest;
import io.scoria.tensor.BufferPool;
import io.scoria.transport.EventLoops;
import io.scoria.transport.HttpListener;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.nio.file.Path;
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
  private final Endpoint<Servable> models = new Endpoint<>();
  private final Endpoint<LoadedScript> scripts = new Endpoint<>();
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
      throws IOException, ModelLoadException, ScriptLoadException {
    return start(config, authenticator, OrtEngine::new, progress);
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
      Authenticator authenticator,
      Function<BufferPool, Engine> engines,
      Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    ScoriaServer server = new ScoriaServer(config, engines);
    try {
      server.startParts(authenticator, progress);
      return server;
    } catch (IOException | ModelLoadException | ScriptLoadException | RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  private void startParts(Authenticator authenticator, Consumer<String> progress)
      throws IOException, ModelLoadException, ScriptLoadException {
    BufferPool pool = new BufferPool(config.execution().tensorBytes());
    Admission admission = new Admission(config.execution().maxCallsInFlight());
    Entrance entrance = new Entrance(authenticator, admission, config.execution());
    Service health = Health.of("Healthy", this::isReady);
    if (config.management().isPresent()) {
      management = listen("management", config.management().get(), 1, managementRoutes());
    }
    int loops = config.execution().loops();
    Routes.Builder routes = Routes.builder().get("/", health);
    if (config.script().isPresent()) {
      ScriptService score = new ScriptService(entrance, scripts, pool);
      routes.get("/score", score).post("/score", score);
    } else {
      routes.post("/score", new ScoreService(entrance, models, pool));
    }
    scoring = listen("scoring", config.scoring(), loops, routes.build());
    if (config.model().isPresent()) {
      load(config.model().get(), pool, progress);
    }
    if (config.script().isPresent()) {
      start(config.script().get(), pool, progress);
    }
    parts.push(new Part("calls", this::finishCalls));
  }

  private void load(Path path, BufferPool pool, Consumer<String> progress)
      throws ModelLoadException {
    Engine engine = startEngine(pool);
    progress.accept(engine.description());
    LoadedModel loaded =
        new ModelLoader(engine, config.execution(), config.stateFolder(), pool, progress)
            .load(path);
    model = loaded;
    parts.push(
        new Part(
            "model " + loaded.servable().name(), () -> loaded.servable().close(RUN_TIMEOUT_MS)));
    models.publish(loaded.servable());
  }

  private void start(ScriptConfig script, BufferPool pool, Consumer<String> progress)
      throws ScriptLoadException {
    Optional<Servable> served = servable().map(Servable.class::cast);
    LoadedScript loaded =
        script.file().toString().endsWith(".py")
            ? PythonScript.start(script, config.service(), served, pool, progress)
            : JavaScript.start(script, config.service(), served, pool, progress);
    parts.push(new Part("entry script", () -> loaded.close(RUN_TIMEOUT_MS)));
    progress.accept(loaded.description());
    scripts.publish(loaded);
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
    scripts.withdraw();
    models.withdraw();
    return drained;
  }

  private Optional<BatchedModel> servable() {
    return Optional.ofNullable(model).map(LoadedModel::servable);
  }

  private boolean isReady() {
    if (config.script().isEmpty()) {
      return models.current() != null;
    }
    LoadedScript script = scripts.current();
    return script != null && script.problem().isEmpty();
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

  /** A request that the server should be able to answer; empty where none is known. */
  public Optional<SampleRequest> sample() throws IOException {
    return config.script().isPresent()
        ? SampleRequest.besideScript(config.script().get())
        : Optional.ofNullable(model).map(LoadedModel::sample);
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
