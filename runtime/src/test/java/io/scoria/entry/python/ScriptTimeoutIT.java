package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.entry.ScriptOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run for too long. */
@NullMarked
class ScriptTimeoutIT {
  private static final String SCRIPT =
      """
      import os, time
      def init(): pass
      def run(data):
          if data == "sleep":
              time.sleep(1000)
          if data == "spin":
              while True: pass
          if data == "catch":
              while True:
                  try:
                      time.sleep(1000)
                  except BaseException:
                      pass
          return os.getpid()
      """;

  @TempDir private Path folder;

  @Test
  void aScriptThatNeverReturnsIsInterruptedAndItsWorkerLivesOn() {
    try (TestScript script = TestScript.of(folder, SCRIPT).timeoutMs(200).start()) {
      String worker = script.answer("");
      assertThat(script.call("sleep")).isEqualTo(new ScriptOutcome.TimedOut(200));
      assertThat(script.call("spin")).isEqualTo(new ScriptOutcome.TimedOut(200));
      assertThat(script.answer("")).isEqualTo(worker);
    }
  }

  @Test
  void aCallEndsAtItsOwnDeadline() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      String worker = script.answer("");
      var sleep = TestScript.post("sleep".getBytes(StandardCharsets.UTF_8));
      assertDeadlineExceeded(TestScript.await(script.submit(sleep, 200)));
      assertThat(script.answer("")).isEqualTo(worker);
    }
  }

  @Test
  void aScriptThatCatchesTheTimeoutIsEndedAfterItsClientWasAnswered() {
    try (TestScript script = TestScript.of(folder, SCRIPT).timeoutMs(200).start()) {
      String worker = script.answer("");
      assertThat(script.call("catch")).isEqualTo(new ScriptOutcome.TimedOut(200));
      assertThat(script.answer("")).isNotEqualTo(worker);
      assertThat(script.script().problem()).isEmpty();
    }
  }

  @Test
  void aCallThatWaitsForABusyWorkerEndsAtItsDeadline() {
    try (TestScript script = TestScript.of(folder, SCRIPT).timeoutMs(5000).start()) {
      var busy = script.submit("sleep");
      var waits = script.submit(TestScript.post(new byte[0]), 200);
      assertDeadlineExceeded(TestScript.await(waits));
      assertThat(busy).isNotDone();
      assertThat(script.script().predictedWaitNanos()).isNotNegative();
    }
  }

  private static void assertDeadlineExceeded(ScriptOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ScriptOutcome.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.DEADLINE_EXCEEDED));
  }
}
