package io.scoria.entry.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that forks: what it forks off answers nothing, and does not stay. */
@NullMarked
class ForkingScriptIT {
  private static final String SCRIPT =
      """
      import os, subprocess, time
      def init():
          pass
      def run(data):
          if data == "returns":
              os.fork()
              return data
          if data == "stays":
              child = os.fork()
              if child == 0:
                  while True:
                      pass
              return child
          return subprocess.run(["echo", data], capture_output=True, text=True).stdout.strip()
      """;

  @TempDir private Path folder;

  @Test
  void eachCallIsAnsweredOnceByTheWorkerItself() {
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      for (int i = 0; i < 20; i++) {
        assertThat(script.answer("returns")).isEqualTo("\"returns\"");
        assertThat(script.answer("own " + i)).isEqualTo("\"own " + i + "\"");
      }
    }
  }

  @Test
  void whatAScriptLeftRunningEndsWithTheServer() throws Exception {
    ProcessHandle forked;
    try (TestScript script = TestScript.of(folder, SCRIPT).start()) {
      forked = ProcessHandle.of(Long.parseLong(script.answer("stays"))).orElseThrow();
      assertThat(forked.isAlive()).isTrue();
    }
    CompletableFuture<ProcessHandle> end = forked.onExit();
    assertThat(end.get(TestScript.TIMEOUT_MS, TimeUnit.MILLISECONDS)).isEqualTo(forked);
  }
}
