package io.scoria.entry.python;

import io.scoria.call.Header;
import io.scoria.call.Reply;
import io.scoria.call.RequestIdentity;
import io.scoria.call.Servable;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import io.scoria.entry.ScriptRequest;
import io.scoria.tensor.BufferPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A script in real worker processes, with what it is started with. Not thread-safe. */
final class TestScript implements AutoCloseable {
  static final String PYTHON = "/usr/bin/python3";
  static final long TIMEOUT_MS = 60_000;
  static final String ID = "11111111-2222-3333-4444-555555555555";

  private final PythonScript script;
  private final List<String> progress;

  private TestScript(PythonScript script, List<String> progress) {
    this.script = script;
    this.progress = progress;
  }

  static Settings of(Path folder, String source) {
    Path file = folder.resolve("score.py");
    try {
      Files.writeString(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Settings(folder, file);
  }

  /** In a file that nobody has written, for what starts nothing. */
  static Settings unwritten() {
    Path folder = Path.of("no-folder");
    return new Settings(folder, folder.resolve("score.py"));
  }

  PythonScript script() {
    return script;
  }

  List<String> progress() {
    return progress;
  }

  static ScriptRequest post(byte[] body, Header... headers) {
    return request("POST", "", body, headers);
  }

  static ScriptRequest request(String method, String query, byte[] body, Header... headers) {
    return new ScriptRequest(
        method,
        "/score",
        query,
        List.of(headers),
        ByteBuffer.wrap(body),
        new RequestIdentity(ID, null, null));
  }

  CompletableFuture<ScriptOutcome> submit(ScriptRequest request, long deadlineMs) {
    long nowNanos = System.nanoTime();
    CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();
    long deadlineNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(deadlineMs);
    script.submit(new ScriptCall(request, nowNanos, deadlineNanos, outcome::complete));
    return outcome;
  }

  CompletableFuture<ScriptOutcome> submit(String body) {
    return submit(post(body.getBytes(StandardCharsets.UTF_8)), TIMEOUT_MS);
  }

  ScriptOutcome call(ScriptRequest request) {
    return await(submit(request, TIMEOUT_MS));
  }

  ScriptOutcome call(String body) {
    return await(submit(body));
  }

  /** The body of the answer. */
  String answer(String body) {
    return text(call(body));
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      throw new AssertionError("no outcome came", e);
    }
  }

  static Reply reply(ScriptOutcome outcome) {
    if (outcome instanceof ScriptOutcome.Answered(Reply reply)) {
      return reply;
    }
    throw new AssertionError("not answered: " + outcome);
  }

  static String text(ScriptOutcome outcome) {
    return text(reply(outcome).body());
  }

  static String text(ByteBuffer body) {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }

  @Override
  public void close() {
    try {
      script.close(1000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a script is started with. */
  static final class Settings {
    private final Path folder;
    private final Path file;
    private String interpreter = PYTHON;
    private int workers = 1;
    private boolean preload;
    private int timeoutMs = 60_000;
    private OptionalInt maxCalls = OptionalInt.empty();
    private Optional<Servable> model = Optional.empty();
    private Path modelDir;
    private final BufferPool pool = new BufferPool(1L << 28);
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    private Settings(Path folder, Path file) {
      this.folder = folder;
      modelDir = folder;
      this.file = file;
    }

    Settings interpreter(String name) {
      interpreter = name;
      return this;
    }

    Settings workers(int count) {
      workers = count;
      return this;
    }

    Settings preload() {
      preload = true;
      return this;
    }

    Settings timeoutMs(int millis) {
      timeoutMs = millis;
      return this;
    }

    Settings maxCalls(int calls) {
      maxCalls = OptionalInt.of(calls);
      return this;
    }

    Settings model(Servable servable) {
      model = Optional.of(servable);
      return this;
    }

    Settings modelDir(Path path) {
      modelDir = path;
      return this;
    }

    Settings environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    BufferPool pool() {
      return pool;
    }

    List<String> progress() {
      return progress;
    }

    TestScript start() {
      try {
        return tryStart();
      } catch (ScriptLoadException e) {
        throw new AssertionError(e.getMessage() + "\n" + String.join("\n", progress), e);
      }
    }

    TestScript tryStart() throws ScriptLoadException {
      ServiceConfig service = ServiceConfig.defaults();
      PythonScript started = PythonScript.start(config(), service, model, pool, progress::add);
      return new TestScript(started, progress);
    }

    ScriptConfig config() {
      return new ScriptConfig(
          file,
          folder,
          folder,
          modelDir,
          interpreter,
          workers,
          preload,
          timeoutMs,
          maxCalls,
          environment);
    }
  }
}
