package io.scoria.entry.java;

import io.scoria.api.EntryScript;
import io.scoria.api.ScriptContext;
import io.scoria.entry.ModelListing;
import io.scoria.entry.ScriptInitException;
import io.scoria.entry.ScriptLoadException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first use of a script: constructs it and calls its {@code init}, on a thread named {@code
 * script-init}.
 */
final class ScriptInit implements Runnable {
  private static final Duration SAYS_SO_AFTER = Duration.ofSeconds(5);

  private final ScriptClass type;
  private final ScriptContext context;
  private @Nullable EntryScript script; // read when the thread has ended
  private @Nullable Throwable failure; // read when the thread has ended

  private ScriptInit(ScriptClass type, ScriptContext context) {
    this.type = type;
    this.context = context;
  }

  /**
   * Waits for the script to be ready, however long that takes.
   *
   * @param progress told now and then that it still takes; and, where it fails, why and what lies
   *     in the model's folder
   */
  static EntryScript await(
      ScriptClass type, Path file, ScriptContext context, Consumer<String> progress)
      throws ScriptLoadException {
    ScriptInit init = new ScriptInit(type, context);
    Thread thread = Thread.ofPlatform().name("script-init").daemon().unstarted(init);
    thread.setContextClassLoader(type.loader());
    thread.start();
    long startNanos = System.nanoTime();
    try {
      while (!thread.join(SAYS_SO_AFTER)) {
        long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
        progress.accept("  init of " + file + " has run for " + seconds + " s");
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new ScriptLoadException(file + ": init was interrupted", e);
    }
    Throwable failed = init.failure;
    EntryScript script = init.script;
    if (failed == null && script != null) {
      return script;
    }
    throw failed(file, failed, context.modelFolder(), progress);
  }

  private static ScriptLoadException failed(
      Path file, @Nullable Throwable failure, Path modelFolder, Consumer<String> progress) {
    Throwable cause = failure == null ? new IllegalStateException("it has no script") : failure;
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().forEach(progress);
    ModelListing.lines(modelFolder).forEach(progress);
    return new ScriptInitException(file + ": init failed: " + cause, cause);
  }

  @Override
  public void run() {
    try {
      EntryScript made = type.construct();
      made.init(context);
      script = made;
    } catch (Throwable e) { // of the script, errors too
      failure = e;
    }
  }
}
