package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.entry.ScriptOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die. */
@NullMarked
class WorkerDeathIT {
  private static final String SCRIPT =
      """
      import os, signal
      inits = 0
      def init():
          global inits
          inits += 1
      def run(data):
          if data == "kill":
              os.kill(os.getpid(), signal.SIGKILL)
          if data == "exit":
              os._exit(7)
          return os.getpid()
      """;

  @TempDir private Path folder;

  @Test
  void aWorkerKilledUnderLoadFailsOnlyTheCallItWasRunning() {
    try (TestScript script = TestScript.of(folder, SCRIPT).workers(2).start()) {
      List<CompletableFuture<ScriptOutcome>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        calls.add(script.submit(i == 100 || i == 300 ? "kill" : ""));
      }
      for (int i = 0; i < 400; i++) {
        ScriptOutcome outcome = TestScript.await(calls.get(i));
        if (i == 100 || i == 300) {
          assertThat(outcome).isInstanceOf(ScriptOutcome.Crashed.class);
        } else {
          assertThat(outcome).isInstanceOf(ScriptOutcome.Answered.class);
        }
      }
    }
  }

  @Test
  void aWorkerKilledWhileItWaitsLosesNoCall() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      for (int i = 0; i < 3; i++) {
        ProcessHandle worker = worker(script.answer(""));
        worker.destroyForcibly();
        assertThat(script.answer("")).isNotEqualTo(Long.toString(worker.pid()));
      }
    }
  }

  @Test
  void afterFiveCrashesInAMinuteTheScriptSaysWhy() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      for (int i = 0; i < Crashes.LIMIT; i++) {
        assertThat(script.script().problem()).isEmpty();
        assertThat(script.call("exit")).isInstanceOf(ScriptOutcome.Crashed.class);
      }
      assertThat(script.call("")).isInstanceOf(ScriptOutcome.Answered.class);
      assertThat(script.script().problem())
          .hasValueSatisfying(
              why -> assertThat(why).contains("5 times within a minute", "exited with code 7"));
    }
  }

  @Test
  void whatAScriptWritesIntoTheConnectionIsItsOwnLoss() {
    String source =
        """
        import os, stat
        def init(): pass
        def run(data):
            if data == "write":
                for fd in range(3, 64):
                    try:
                        if stat.S_ISSOCK(os.fstat(fd).st_mode):
                            os.write(fd, bytes(4) + bytes([4]))  # an answer without anything in it
                    except OSError:
                        pass
            return data
        """;
    try (TestScript script = TestScript.of(folder, source).start()) {
      for (int i = 0; i < 3; i++) {
        assertThat(script.call("write")).isNotInstanceOf(ScriptOutcome.Answered.class);
        assertThat(script.answer("fine")).isEqualTo("\"fine\"");
      }
    }
  }

  @Test
  void forkedWorkersShareOneInitAndAreForkedAgain() {
    String source =
        """
        import os
        def init():
            global initialized
            initialized = os.getpid()
        def run(data):
            if data == "exit":
                os._exit(7)
            return [initialized, initialized == os.getppid(), os.environ["SCORIA_WORKER"]]
        """;
    try (TestScript script = TestScript.of(folder, source).workers(2).preload().start()) {
      String first = script.answer("");
      assertThat(first).contains(", true, ");
      assertThat(script.call("exit")).isInstanceOf(ScriptOutcome.Crashed.class);
      assertThat(script.call("exit")).isInstanceOf(ScriptOutcome.Crashed.class);
      String origin = first.substring(0, first.indexOf(','));
      assertThat(script.answer("")).startsWith(origin + ", true, ");
      worker(origin.substring(1)).destroyForcibly();
      assertThat(script.call("exit")).isInstanceOf(ScriptOutcome.Crashed.class);
      assertThat(script.call("exit")).isInstanceOf(ScriptOutcome.Crashed.class);
      assertThat(script.answer("")).doesNotStartWith(origin).contains(", true, ");
    }
  }

  @Test
  void workersEndWithTheirScript() {
    ProcessHandle worker;
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      worker = worker(script.answer(""));
      assertThat(worker.isAlive()).isTrue();
    }
    assertThat(worker.isAlive()).isFalse();
  }

  private static ProcessHandle worker(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }
}
