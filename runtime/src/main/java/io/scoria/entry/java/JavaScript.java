package io.scoria.entry.java;

import io.scoria.api.EntryScript;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Servable;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.RunTimes;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptFigures;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import io.scoria.tensor.BufferPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An entry script in Java. Each call has a virtual thread of its own, so that calls may block; what
 * they calculate is done by the JDK's threads for virtual threads, never by an event loop or an
 * instance of a model. Thread-safe.
 */
public final class JavaScript implements LoadedScript {
  private static final Logger LOG = LoggerFactory.getLogger(JavaScript.class);
  private static final long CLOSE_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final ScriptOutcome STOPPING =
      new ScriptOutcome.Refused(new Refusal(Reason.NOT_READY, "The server is stopping."));

  private final Path file;
  private final ScriptClass type;
  private final ScriptCode code;
  private final Optional<Servable> model;
  private final RunTimes times;
  private final ScriptMetrics metrics;
  private final CallGate gate;
  private final RunWatch watch;
  private final long timeoutMs;
  private volatile boolean closed;

  private JavaScript(
      ScriptConfig config,
      ScriptClass type,
      ScriptCode code,
      Optional<Servable> model,
      RunTimes times,
      ScriptMetrics metrics) {
    file = config.file();
    this.type = type;
    this.code = code;
    this.model = model;
    this.times = times;
    this.metrics = metrics;
    timeoutMs = config.timeoutMs();
    gate = new CallGate(config.maxCalls().orElse(Integer.MAX_VALUE));
    watch = new RunWatch(this::forgetWaiting, this::leave);
  }

  /**
   * Compiles the script, where it is a source file, loads it and waits for its {@code init}.
   *
   * @param model that the script may run
   * @param progress told each step in a line for people
   * @return the caller's to close
   * @throws ScriptLoadException if the script cannot serve; a {@link
   *     io.scoria.entry.ScriptInitException} where its own code failed
   */
  public static JavaScript start(
      ScriptConfig config,
      ServiceConfig service,
      Optional<Servable> model,
      BufferPool pool,
      Consumer<String> progress)
      throws ScriptLoadException {
    long startNanos = System.nanoTime();
    ScriptClass type = load(config);
    progress.accept("Loaded " + type.name() + " of " + config.file() + since(startNanos));
    long initNanos = System.nanoTime();
    Logger log = LoggerFactory.getLogger(type.name());
    ScriptMetrics metrics = new ScriptMetrics();
    var context =
        new ContextOfScript(
            model.map(served -> new ScriptModel(served, pool, config.timeoutMs())),
            config.modelDir(),
            service.name(),
            config.environment(),
            log,
            metrics);
    try {
      EntryScript script = ScriptInit.await(type, config.file(), context, progress);
      progress.accept("  init has run" + since(initNanos));
      RunTimes times = new RunTimes();
      ScriptCode code = new ScriptCode(script, new BodyInputs(model, pool), times, log);
      return new JavaScript(config, type, code, model, times, metrics);
    } catch (ScriptLoadException e) {
      closeResources(type);
      throw e;
    }
  }

  private static ScriptClass load(ScriptConfig config) throws ScriptLoadException {
    Path file = config.file();
    if (!file.toFile().isFile()) {
      throw new ScriptLoadException(
          file + " is not a file; give the entry script: Score.java, or a jar");
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".jar")) {
      return ScriptJar.load(file);
    }
    Path folder = file.toAbsolutePath().getParent();
    List<Path> sources = new ArrayList<>();
    if (folder != null) {
      sources.add(folder);
    }
    sources.add(config.sourceDirectory());
    return ScriptCompiler.load(file, sources);
  }

  private static String since(long startNanos) {
    return String.format(Locale.ROOT, " in %.0f ms", (System.nanoTime() - startNanos) / 1e6);
  }

  @Override
  public String description() {
    return "Java, " + file + " (" + type.name() + "), on virtual threads";
  }

  @Override
  public Optional<String> openApi(String version) {
    return Optional.empty();
  }

  @Override
  public long predictedWaitNanos() {
    long own = gate.predictedWaitNanos(times);
    return Math.max(own, model.map(served -> served.predictedWaitNanos(0)).orElse(0L));
  }

  @Override
  public OptionalInt callsAtOnce() {
    return gate.limit() == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(gate.limit());
  }

  @Override
  public int waitingCalls() {
    return gate.waitingRuns();
  }

  @Override
  public int runningCalls() {
    return gate.runningRuns();
  }

  @Override
  public ScriptFigures figures() {
    return metrics.figures();
  }

  @Override
  public Optional<String> problem() {
    if (watch.overdueRuns() == 0) {
      return Optional.empty();
    }
    long busy = watch.runs().stream().filter(run -> run.call().isEnded() && run.isBusy()).count();
    return busy < Runtime.getRuntime().availableProcessors()
        ? Optional.empty()
        : Optional.of(
            busy
                + " runs of the script have no caller any more, calculate on, and leave no"
                + " processor for others");
  }

  /** Runs that went on although they were interrupted, so far. */
  public long overdueRuns() {
    return watch.overdueRuns();
  }

  /** Runs that wait or go on. */
  int liveRuns() {
    return watch.runs().size();
  }

  @Override
  public void submit(ScriptCall call) {
    if (closed) {
      call.end(STOPPING);
      return;
    }
    ScriptRun run = new ScriptRun(call, code, timeoutMs);
    watch.add(run);
    if (gate.enter(run)) {
      start(run);
    }
  }

  private void start(ScriptRun run) {
    Thread thread =
        Thread.ofVirtual()
            .name(run.call().request().identity().requestId())
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> runAndLeave(run));
    thread.setContextClassLoader(type.loader());
    run.mayStart(thread);
    thread.start();
  }

  private void runAndLeave(ScriptRun run) {
    try {
      run.run();
    } finally {
      watch.remove(run);
      leave(run);
    }
  }

  /** Gives the run's place to the next, once. */
  private void leave(ScriptRun run) {
    if (run.leavePlace()) {
      ScriptRun next = gate.leave();
      if (next != null) {
        start(next);
      }
    }
  }

  private void forgetWaiting(ScriptRun run) {
    if (gate.remove(run)) { // else it is about to start, and will see that its call has ended
      watch.remove(run);
    }
  }

  @Override
  public boolean close(long closeTimeoutMs) throws InterruptedException {
    closed = true;
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(closeTimeoutMs);
    while (!watch.runs().isEmpty() && System.nanoTime() - endNanos < 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(CLOSE_LOOK_NANOS);
    }
    List<ScriptRun> left = List.copyOf(watch.runs());
    left.forEach(run -> run.stop(STOPPING));
    watch.close();
    code.close();
    closeResources(type);
    return left.isEmpty();
  }

  private static void closeResources(ScriptClass type) {
    try {
      type.resources().close();
    } catch (IOException e) {
      LOG.warn("the script's jar could not be closed: {}", e.getMessage());
    }
  }
}
