package io.scoria.entry.python;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Servable;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.entry.LoadedScript;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import io.scoria.entry.WorkerFigures;
import io.scoria.tensor.BufferPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@code score.py} in worker processes of a Python interpreter. Owns the processes, their threads
 * and the folder of their sockets.
 */
public final class PythonScript implements LoadedScript {
  private static final List<String> VERSIONS = List.of("2", "3", "3.1");
  private static final long PROGRESS_SECONDS = 5;

  private final ScriptConfig config;
  private final PythonFiles files;
  private final Launcher launcher;
  private final ScriptQueue queue;
  private final Crashes crashes = new Crashes();
  private final List<WorkerThread> workers = new ArrayList<>();
  private final DeadlineWatch watch;
  private @Nullable Needs needs; // written before the script is handed out

  private PythonScript(
      ScriptConfig config, PythonFiles files, Launcher launcher, ModelCalls model) {
    this.config = config;
    this.files = files;
    this.launcher = launcher;
    queue = new ScriptQueue(Math.min(config.workers(), config.maxCalls().orElse(config.workers())));
    for (int i = 0; i < config.workers(); i++) {
      workers.add(new WorkerThread(i, launcher, queue, model, crashes, config.timeoutMs()));
    }
    watch = new DeadlineWatch(() -> queue.size() > 0, this::expire);
  }

  /**
   * Starts the workers; blocks until the init of each has returned.
   *
   * @param model that the script can call; closed by its owner, after the script
   * @param pool for the tensors of such calls
   * @param progress told each step in a line for people, perhaps on other threads
   * @return the caller's to close
   * @throws ScriptLoadException if the script cannot serve
   */
  public static PythonScript start(
      ScriptConfig config,
      ServiceConfig service,
      Optional<Servable> model,
      BufferPool pool,
      Consumer<String> progress)
      throws ScriptLoadException {
    PythonFiles files = unpack();
    ModelCalls calls = new ModelCalls(model, pool);
    WorkerCommand command = new WorkerCommand(config, service, model);
    Greeting greeting = new Greeting(command, calls, progress);
    Launcher launcher = new ProcessLauncher(command, files, greeting, config.preload());
    if (config.preload()) {
      launcher = new ForkLauncher(launcher, files, greeting);
    }
    PythonScript script = new PythonScript(config, files, launcher, calls);
    try {
      String workers = config.workers() == 1 ? "a worker" : config.workers() + " workers";
      progress.accept("Starting %s of %s".formatted(workers, config.file()));
      script.awaitReady(progress);
      progress.accept("  " + script.description());
      return script;
    } catch (ScriptLoadException | RuntimeException e) {
      script.giveUp();
      throw e;
    } catch (InterruptedException e) {
      script.giveUp();
      Thread.currentThread().interrupt();
      throw new ScriptLoadException("the start was interrupted", e);
    }
  }

  private void giveUp() {
    boolean interrupted = Thread.interrupted();
    try {
      close(0);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static PythonFiles unpack() throws ScriptLoadException {
    try {
      return PythonFiles.unpack();
    } catch (IOException e) {
      throw new ScriptLoadException("no folder can be made for the Python workers: " + e, e);
    }
  }

  private void awaitReady(Consumer<String> progress)
      throws ScriptLoadException, InterruptedException {
    workers.forEach(WorkerThread::start);
    for (WorkerThread worker : workers) {
      needs = awaitReady(worker, progress);
    }
  }

  private static Needs awaitReady(WorkerThread worker, Consumer<String> progress)
      throws ScriptLoadException, InterruptedException {
    for (long seconds = PROGRESS_SECONDS; true; seconds += PROGRESS_SECONDS) {
      try {
        return worker.firstReady().get(PROGRESS_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        progress.accept("  init() has not returned yet, after " + seconds + " s");
      } catch (ExecutionException e) {
        throw asLoadFailure(e);
      }
    }
  }

  private static ScriptLoadException asLoadFailure(ExecutionException failed) {
    return failed.getCause() instanceof ScriptLoadException load
        ? load
        : new ScriptLoadException(String.valueOf(failed.getMessage()), failed);
  }

  @Override
  public String description() {
    String workersText = config.workers() == 1 ? "1 worker" : config.workers() + " workers";
    return "%s: %s, %s%s"
        .formatted(
            config.file(),
            ready().description(),
            workersText,
            config.preload() ? ", forked after init()" : "");
  }

  private Needs ready() {
    return Objects.requireNonNull(needs);
  }

  @Override
  public Optional<String> openApi(String version) {
    int index = VERSIONS.indexOf(version);
    return index < 0
        ? Optional.empty()
        : Optional.of(ready().openApi().get(index)).filter(text -> !text.isEmpty());
  }

  @Override
  public long predictedWaitNanos() {
    return queue.predictedWaitNanos();
  }

  @Override
  public OptionalInt callsAtOnce() {
    return OptionalInt.of(queue.lanes() * (ready().batches() ? WorkerThread.MAX_BATCH : 1));
  }

  @Override
  public int waitingCalls() {
    return queue.waitingCalls();
  }

  @Override
  public int runningCalls() {
    return queue.runningCalls();
  }

  @Override
  public Optional<WorkerFigures> workers() {
    int up = 0;
    for (WorkerThread worker : workers) {
      up += worker.isUp() ? 1 : 0;
    }
    return Optional.of(
        new WorkerFigures(config.workers(), up, crashes.crashed(), crashes.timedOut()));
  }

  @Override
  public Optional<String> problem() {
    long nowNanos = System.nanoTime();
    long upNanos = 0;
    for (WorkerThread worker : workers) {
      upNanos = Math.max(upNanos, worker.upNanos(nowNanos));
    }
    return crashes.problem(nowNanos, upNanos);
  }

  @Override
  public void submit(ScriptCall call) {
    if (queue.offer(call)) {
      watch.wake();
    } else {
      call.end(stopping());
    }
  }

  private static ScriptOutcome stopping() {
    return new ScriptOutcome.Refused(new Refusal(Reason.NOT_READY, "The server is stopping."));
  }

  private void expire(long nowNanos) {
    queue.expire(nowNanos, call -> call.end(Run.deadlineExceeded()));
    for (WorkerThread worker : workers) {
      worker.expire(nowNanos);
    }
  }

  @Override
  public boolean answersOptions() {
    return ready().wholeRequest();
  }

  @Override
  public boolean close(long timeoutMs) throws InterruptedException {
    queue.close();
    boolean ended = queue.awaitIdle(timeoutMs);
    workers.forEach(WorkerThread::closing);
    queue.stop().forEach(call -> call.end(stopping()));
    if (!ended) {
      workers.forEach(WorkerThread::kill);
    }
    for (WorkerThread worker : workers) {
      worker.stop();
    }
    watch.close();
    launcher.close();
    files.close();
    return ended;
  }
}
