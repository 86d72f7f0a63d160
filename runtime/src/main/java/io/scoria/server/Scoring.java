package io.scoria.server;

import io.scoria.batch.BatchedModel;
import io.scoria.call.Header;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.call.Servable;
import io.scoria.call.Service;
import io.scoria.call.Timing;
import io.scoria.config.ExecutionConfig;
import io.scoria.config.MemoryPlan;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServeConfig;
import io.scoria.endpoint.Endpoint;
import io.scoria.engine.Engine;
import io.scoria.engine.ModelLoadException;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.java.JavaScript;
import io.scoria.entry.python.PythonScript;
import io.scoria.pipeline.DecodingService;
import io.scoria.pipeline.Entrance;
import io.scoria.pipeline.ScoreService;
import io.scoria.pipeline.ScriptService;
import io.scoria.repository.LoadedModel;
import io.scoria.repository.ModelLoader;
import io.scoria.repository.SampleRequest;
import io.scoria.tensor.BufferPool;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What answers scoring calls: a model, or an entry script, which may have a model to call. Loaded
 * by the starting thread, asked by any.
 */
final class Scoring {
  private static final Logger LOG = LoggerFactory.getLogger(Scoring.class);
  private static final long RUN_TIMEOUT_MS = 5_000;
  private static final long SCRIPT_TIMEOUT_MS = 1_000; // its calls were waited for before

  private static final String LOADING = "it is being loaded";
  private static final String WITHDRAWN = "it was withdrawn";

  private static final Service OPTIONS =
      new ReplyService(() ->
          new Reply(
              200,
              "",
              ByteBuffer.allocate(0),
              null,
              List.of(new Header("allow", "GET, HEAD, OPTIONS, POST")),
              Timing.NOT_RUN,
              null));

  private final ServeConfig config;
  private final Optional<MemoryPlan> memory; // that models have to fit into
  private final BufferPool pool;
  private final Endpoint<Servable> models = new Endpoint<>();
  private final Endpoint<LoadedScript> scripts = new Endpoint<>();
  private final Service service;
  private volatile @Nullable LoadedModel model; // set by the starting thread, read by others
  private volatile boolean withdrawn; // set by the thread that stops, read by others
  private volatile @Nullable String engineName; // likewise

  /**
   * @param memory that models have to fit into; empty where any is loaded
   */
  Scoring(ServeConfig config, Optional<MemoryPlan> memory, Entrance entrance, BufferPool pool) {
    this.config = config;
    this.memory = memory;
    this.pool = pool;
    Service decoded =
        config.script().isPresent()
            ? new ScriptService(entrance, scripts, pool)
            : new ScoreService(entrance, models, pool, config.codec());
    service = new DecodingService(decoded, pool, config.codec().maxDecompressedBytes());
  }

  Service service() {
    return service;
  }

  /** Adds the path that scores, and that of the router; a script answers GET as well. */
  void addTo(Routes.Builder routes, Service routed) {
    routes.post("/score", service).routerPost("score", routed);
    if (config.script().isPresent()) {
      routes.get("/score", service).routerGet("score", routed);
      if (config.auth().isOpen()) { // browsers send no key with OPTIONS
        routes.options("/score", this::answerOptions);
      }
    }
  }

  private Service.Opening answerOptions(RequestHead head) {
    LoadedScript script = scripts.current();
    return (script != null && script.answersOptions() ? service : OPTIONS).open(head);
  }

  /**
   * Loads what answers, which blocks until it can.
   *
   * @param parts told what is to be stopped
   */
  void load(
      Function<BufferPool, Engine> engines,
      Documentation documentation,
      Consumer<String> progress,
      Parts parts)
      throws ModelLoadException, ScriptLoadException {
    if (config.model().isPresent()) {
      load(config.model().get(), engines, progress, parts);
    }
    if (config.script().isEmpty()) {
      LoadedModel loaded = model;
      if (loaded != null) {
        documentation.publish(loaded);
        models.publish(loaded.servable());
      }
      return;
    }
    LoadedScript script = start(config.script().get(), progress);
    parts.add("entry script", () -> stop(script));
    documentation.publish(script);
    scripts.publish(script);
  }

  /**
   * Always clean: calls were waited for before, so what still runs is stopped and missed by none.
   */
  private static boolean stop(LoadedScript script) throws InterruptedException {
    if (!script.close(SCRIPT_TIMEOUT_MS)) {
      LOG.info("runs of the entry script that nobody waits for were stopped");
    }
    return true;
  }

  private void load(
      Path path, Function<BufferPool, Engine> engines, Consumer<String> progress, Parts parts)
      throws ModelLoadException {
    Engine engine = startEngine(engines);
    engineName = engine.description();
    progress.accept(engine.description());
    LoadedModel loaded =
        new ModelLoader(engine, config.execution(), memory, config.stateFolder(), pool, progress)
            .load(path, config.script().isPresent());
    model = loaded;
    parts.add("model " + loaded.servable().name(), () -> loaded.servable().close(RUN_TIMEOUT_MS));
  }

  private Engine startEngine(Function<BufferPool, Engine> engines) throws ModelLoadException {
    try {
      return engines.apply(pool);
    } catch (LinkageError | IllegalStateException e) {
      throw new ModelLoadException(
          "the runtime for models does not start on this machine: " + innermost(e), e);
    }
  }

  /** The JVM wraps what went wrong while a class was initialized, and does not repeat it. */
  private static Throwable innermost(Throwable problem) {
    Throwable cause = problem.getCause();
    return cause == null ? problem : innermost(cause);
  }

  private LoadedScript start(ScriptConfig script, Consumer<String> progress)
      throws ScriptLoadException {
    Optional<Servable> served = servable().map(Servable.class::cast);
    return script.isPython()
        ? PythonScript.start(script, config.service(), served, pool, progress)
        : JavaScript.start(script, config.service(), served, pool, progress);
  }

  /** The model that answers, or that the script may call; empty where there is none, or not yet. */
  Optional<BatchedModel> servable() {
    return Optional.ofNullable(model).map(LoadedModel::servable);
  }

  /** The same with how it was loaded. */
  Optional<LoadedModel> model() {
    return Optional.ofNullable(model);
  }

  /** The script that answers; empty where there is none, or not yet, or no more. */
  Optional<LoadedScript> script() {
    return Optional.ofNullable(scripts.current());
  }

  /** The runtime for models and its version, for people; empty while there is none. */
  Optional<String> engine() {
    return Optional.ofNullable(engineName);
  }

  /**
   * Calls in flight that the server is best kept busy with: as many as its deployment means it to
   * have, else as many as the script can run at once, else what the model's measured run times say;
   * never more than may be in flight. Empty while nothing can score.
   */
  OptionalInt capacity() {
    Optional<LoadedScript> script = script();
    if (config.script().isPresent() ? script.isEmpty() : models.current() == null) {
      return OptionalInt.empty();
    }
    ExecutionConfig execution = config.execution();
    int meant =
        execution
            .concurrentRequests()
            .orElseGet(() -> script.map(this::callsAtOnce).orElseGet(this::modelCapacity));
    return OptionalInt.of(Math.min(meant, execution.maxCallsInFlight()));
  }

  /** Where nothing bounds the script's calls: what its model can run, or one a processor. */
  private int callsAtOnce(LoadedScript script) {
    int unbounded = Math.max(config.execution().processors(), modelCapacity());
    return script.callsAtOnce().orElse(unbounded);
  }

  private int modelCapacity() {
    return servable().map(BatchedModel::capacity).orElse(1);
  }

  /** Scoring calls that wait for what runs them. */
  int waitingCalls() {
    return config.script().isPresent()
        ? script().map(LoadedScript::waitingCalls).orElse(0)
        : servable().map(BatchedModel::waitingCalls).orElse(0);
  }

  /** Scoring calls that run. */
  int runningCalls() {
    return config.script().isPresent()
        ? script().map(LoadedScript::runningCalls).orElse(0)
        : servable().map(BatchedModel::runningCalls).orElse(0);
  }

  /** Why nothing can score now, for people; empty where something can. */
  Optional<String> problem() {
    return config.script().isEmpty() ? modelProblem() : scriptProblem();
  }

  /** What must be loaded and well so that calls can be scored. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    if (config.model().isPresent()) {
      checks.add(new Check("model", this::modelProblem));
    }
    if (config.script().isPresent()) {
      checks.add(new Check("entry-script", this::scriptProblem));
    }
    return checks;
  }

  private Optional<String> modelProblem() {
    boolean there = config.script().isEmpty() ? models.current() != null : model != null;
    return there ? Optional.empty() : absent();
  }

  private Optional<String> scriptProblem() {
    LoadedScript script = scripts.current();
    return script == null ? absent() : script.problem();
  }

  private Optional<String> absent() {
    return Optional.of(withdrawn ? WITHDRAWN : LOADING);
  }

  /** A request that should be answered; empty where none is known. */
  Optional<SampleRequest> sample() throws IOException {
    return config.script().isPresent()
        ? SampleRequest.besideScript(config.script().get())
        : Optional.ofNullable(model).map(LoadedModel::sample);
  }

  /** From here on nothing scores. */
  void withdraw() {
    withdrawn = true;
    scripts.withdraw();
    models.withdraw();
  }
}
