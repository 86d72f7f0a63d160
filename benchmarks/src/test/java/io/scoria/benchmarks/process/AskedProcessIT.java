package io.scoria.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedProcessIT {
  private static final long TIMEOUT_MS = 20_000;

  @TempDir private Path folder;

  private ChildProcess start(String script) throws IOException {
    return ChildProcess.startAsked(
        List.of("sh", "-c", script), Map.of(), folder.resolve("child.log"));
  }

  @Test
  void answersAreToldFromWhatElseIsPrinted() throws Exception {
    try (ChildProcess child =
        start("while read question; do echo noise; echo ANSWER to $question; done")) {
      assertThat(child.ask("one", TIMEOUT_MS)).isEqualTo("to one");
      assertThat(child.ask("two", TIMEOUT_MS)).isEqualTo("to two");
    }
  }

  @Test
  void anEndInsteadOfAnAnswerIsAnErrorThatSaysWhatWasPrinted() throws Exception {
    try (ChildProcess child = start("read question; echo no memory; exit 3")) {
      assertThatThrownBy(() -> child.ask("one", TIMEOUT_MS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no memory");
      assertThatThrownBy(() -> child.ask("two", TIMEOUT_MS)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aLateAnswerIsNotTakenForThatToTheNextQuestion() throws Exception {
    try (ChildProcess child = start("read a; read b; echo ANSWER to $a")) {
      assertThatThrownBy(() -> child.ask("one", 50))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer in 50 ms");
      assertThatThrownBy(() -> child.ask("two", TIMEOUT_MS)).isInstanceOf(IOException.class);
    }
  }
}
