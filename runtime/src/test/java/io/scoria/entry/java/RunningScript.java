package io.scoria.entry.java;

import io.scoria.call.BodyStream;
import io.scoria.call.Header;
import io.scoria.call.RequestIdentity;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptLoadException;
import io.scoria.entry.ScriptOutcome;
import io.scoria.entry.ScriptRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A script that a test calls, and closes. */
record RunningScript(JavaScript script) implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;

  /** A call and what will have come of it. */
  record Submitted(ScriptCall call, CompletableFuture<ScriptOutcome> outcome) {}

  static RunningScript start(Path file, ServedModel model) throws ScriptLoadException {
    return start(file, model, TIMEOUT_MS, OptionalInt.empty());
  }

  static RunningScript start(Path file, ServedModel model, int timeoutMs, OptionalInt maxCalls)
      throws ScriptLoadException {
    return start(file, model, timeoutMs, maxCalls, _ -> {});
  }

  static RunningScript start(Path file, ServedModel model, Consumer<String> progress)
      throws ScriptLoadException {
    return start(file, model, TIMEOUT_MS, OptionalInt.empty(), progress);
  }

  private static RunningScript start(
      Path file, ServedModel model, int timeoutMs, OptionalInt maxCalls, Consumer<String> progress)
      throws ScriptLoadException {
    Path folder = model.folder();
    Map<String, String> variables = Map.of("COLOUR", "red");
    ScriptConfig config =
        new ScriptConfig(
            file, folder, folder, folder, "python3", 1, false, timeoutMs, maxCalls, variables);
    var servable = model.model().servable();
    return new RunningScript(
        JavaScript.start(
            config, ServiceConfig.defaults(), Optional.of(servable), model.pool(), progress));
  }

  Submitted submit(String body, long timeoutMs) {
    ScriptRequest request =
        new ScriptRequest(
            "POST",
            "/score",
            "q=a+b&q=c",
            List.of(new Header("X-This", "that")),
            ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)),
            new RequestIdentity("id-1", null, null));
    CompletableFuture<ScriptOutcome> outcome =
        new CompletableFuture<ScriptOutcome>().orTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    long nowNanos = System.nanoTime();
    ScriptCall call =
        new ScriptCall(request, nowNanos, nowNanos + timeoutMs * 1_000_000, outcome::complete);
    script.submit(call);
    return new Submitted(call, outcome);
  }

  ScriptOutcome call(String body) throws Exception {
    return submit(body, TIMEOUT_MS).outcome().get();
  }

  /** Everything that follows in the stream. */
  static String rest(BodyStream stream) throws Exception {
    StringBuilder text = new StringBuilder();
    while (true) {
      CompletableFuture<BodyStream.Piece> piece = new CompletableFuture<>();
      stream.next(piece::complete);
      switch (piece.get(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        case BodyStream.Piece.Bytes(ByteBuffer bytes) ->
            text.append(StandardCharsets.UTF_8.decode(bytes));
        case BodyStream.Piece.End _ -> {
          return text.toString();
        }
        case BodyStream.Piece.Broken _ -> throw new AssertionError("broken after " + text);
      }
    }
  }

  /** Waits until no thread runs the script any more. */
  void awaitIdle() throws InterruptedException {
    long endNanos = System.nanoTime() + TIMEOUT_MS * 1_000_000L;
    while (script.liveRuns() > 0) {
      if (System.nanoTime() > endNanos) {
        throw new AssertionError(script.liveRuns() + " runs go on");
      }
      Thread.sleep(2);
    }
  }

  @Override
  public void close() {
    try {
      if (!script.close(TIMEOUT_MS)) {
        throw new AssertionError("the script did not stop in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
