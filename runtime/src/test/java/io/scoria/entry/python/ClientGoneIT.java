package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.entry.ScriptCall;
import io.scoria.entry.ScriptOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that go away while their call runs or waits, or while its stream is sent. */
@NullMarked
class ClientGoneIT {
  private static final String SCRIPT =
      """
      import os, time
      ran = []
      def init(): pass
      def run(data):
          ran.append(data)
          if data in ("wait", "stream"):
              open("waits", "w").close()
              while not os.path.exists("go"): time.sleep(0.01)
          if data == "stream":
              return iter(["a", "b"])
          return ran
      """;

  @TempDir private Path folder;

  private static ScriptCall call(String body, CompletableFuture<ScriptOutcome> outcome) {
    long nowNanos = System.nanoTime();
    return new ScriptCall(
        TestScript.post(body.getBytes(StandardCharsets.UTF_8)),
        nowNanos,
        nowNanos + TimeUnit.MINUTES.toNanos(1),
        outcome::complete);
  }

  /** Until the call runs; it ends when there is a file "go". */
  private void awaitRun() {
    while (!Files.exists(folder.resolve("waits"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theWorkerGoesOnWithTheNextCallAndACallThatWaitsIsNeverRun() throws Exception {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      CompletableFuture<ScriptOutcome> outcome = new CompletableFuture<>();
      ScriptCall running = call("wait", outcome);
      ScriptCall waiting = call("waiting", new CompletableFuture<>());
      script.script().submit(running);
      script.script().submit(waiting);
      awaitRun();
      assertThat(running.end(new ScriptOutcome.Abandoned())).isTrue();
      assertThat(waiting.end(new ScriptOutcome.Abandoned())).isTrue();
      Files.createFile(folder.resolve("go"));
      assertThat(script.answer("next")).isEqualTo("[\"wait\", \"next\"]");
      assertThat(outcome).isCompletedWithValueMatching(ScriptOutcome.Abandoned.class::isInstance);
    }
  }

  @Test
  void aStreamThatNobodyTakesIsClosed() throws Exception {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      ScriptCall call = call("stream", new CompletableFuture<>());
      script.script().submit(call);
      awaitRun();
      assertThat(call.end(new ScriptOutcome.Abandoned())).isTrue();
      Files.createFile(folder.resolve("go"));
      assertThat(script.answer("next")).contains("\"next\"");
    }
  }
}
