package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.entry.ScriptOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts with run_batch. */
@NullMarked
class BatchedCallsIT {
  private static final String SCRIPT =
      """
      import os, time
      sizes = []
      def init(): pass
      def run(data):
          if data == "poison": raise ValueError(data)
          if data == "die": os._exit(9)
          if data == "wait":
              open("waits", "w").close()
              while not os.path.exists("go"): time.sleep(0.01)
          if data == "sizes": return sizes
          return "alone " + data
      def run_batch(items):
          sizes.append(len(items))
          if "die" in items: os._exit(9)
          if "poison" in items: raise ValueError("poison")
          return ["short"] if "short" in items else ["with " + item for item in items]
      """;

  @TempDir private Path folder;

  @Test
  void callsThatWaitAreRunTogether() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      var first = submitWaiting(script);
      List<CompletableFuture<ScriptOutcome>> calls = submit(script, 100);
      go();
      assertThat(TestScript.text(TestScript.await(first))).isEqualTo("\"alone wait\"");
      for (int i = 0; i < 100; i++) {
        assertThat(TestScript.text(TestScript.await(calls.get(i)))).isEqualTo("\"with " + i + "\"");
      }
      assertThat(script.answer("sizes")).isEqualTo("[64, 36]");
    }
  }

  @Test
  void oneThatFailsTheBatchFailsAlone() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      var first = submitWaiting(script);
      var poison = script.submit("poison");
      List<CompletableFuture<ScriptOutcome>> calls = submit(script, 10);
      go();
      assertThat(TestScript.await(first)).isInstanceOf(ScriptOutcome.Answered.class);
      assertThat(TestScript.await(poison)).isInstanceOf(ScriptOutcome.Failed.class);
      for (int i = 0; i < 10; i++) {
        assertThat(TestScript.text(TestScript.await(calls.get(i))))
            .isEqualTo("\"alone " + i + "\"");
      }
    }
  }

  @Test
  void oneThatEndsTheWorkerOfABatchIsTheOnlyOneLost() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      var first = submitWaiting(script);
      var deadly = script.submit("die");
      List<CompletableFuture<ScriptOutcome>> calls = submit(script, 10);
      go();
      assertThat(TestScript.await(first)).isInstanceOf(ScriptOutcome.Answered.class);
      assertThat(TestScript.await(deadly)).isInstanceOf(ScriptOutcome.Crashed.class);
      for (int i = 0; i < 10; i++) {
        assertThat(TestScript.text(TestScript.await(calls.get(i))))
            .isEqualTo("\"alone " + i + "\"");
      }
    }
  }

  @Test
  void callsAreRunApartWhereTheResultsAreOfAnotherCount() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      var first = submitWaiting(script);
      var odd = script.submit("short");
      var other = script.submit("other");
      go();
      assertThat(TestScript.await(first)).isInstanceOf(ScriptOutcome.Answered.class);
      assertThat(TestScript.text(TestScript.await(odd))).isEqualTo("\"alone short\"");
      assertThat(TestScript.text(TestScript.await(other))).isEqualTo("\"alone other\"");
    }
  }

  /** Submits a call that keeps the worker until {@link #go}, alone. */
  private CompletableFuture<ScriptOutcome> submitWaiting(TestScript script) {
    var call = script.submit("wait");
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TestScript.TIMEOUT_MS);
    while (!Files.exists(folder.resolve("waits"))) {
      assertThat(System.nanoTime()).isLessThan(endNanos);
      Thread.onSpinWait();
    }
    return call;
  }

  private void go() {
    try {
      Files.createFile(folder.resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CompletableFuture<ScriptOutcome>> submit(TestScript script, int count) {
    List<CompletableFuture<ScriptOutcome>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(script.submit(Integer.toString(i)));
    }
    return calls;
  }
}
