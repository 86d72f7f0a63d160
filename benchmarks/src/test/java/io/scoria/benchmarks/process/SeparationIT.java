package io.scoria.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeparationIT {
  @TempDir private Path folder;

  @Test
  void thisProcessMovesAwayAndBackAndAServerHasTheOtherHalf() throws Exception {
    Optional<ProcessorSet> before = ProcessorSet.allowed();
    try (Separation separation = Separation.begin()) {
      Optional<ProcessorSplit> split = separation.split();
      assumeTrue(split.isPresent(), "there is one processor alone, or no taskset");
      assertThat(ProcessorSet.allowed()).contains(split.get().client());
      assertThat(allowedToAServer(split.get().server())).contains(split.get().server());
    }
    assertThat(ProcessorSet.allowed()).isEqualTo(before);
  }

  private Optional<ProcessorSet> allowedToAServer(ProcessorSet processors) throws Exception {
    List<String> command = Taskset.on(processors, List.of("cat", "/proc/self/status"));
    try (ChildProcess child = ChildProcess.start(command, Map.of(), folder.resolve("status.log"))) {
      return ProcessorSet.allowed(child.awaitOutput(20_000));
    }
  }
}
