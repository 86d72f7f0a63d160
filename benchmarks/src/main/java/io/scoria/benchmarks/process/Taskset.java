package io.scoria.benchmarks.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says which processors may be used, by taskset(1) of util-linux. */
public final class Taskset {
  private static final String TASKSET = "taskset";

  private Taskset() {}

  /** The command, to be run on these processors alone. Its process is the one that is started. */
  public static List<String> on(ProcessorSet processors, List<String> command) {
    List<String> all = new ArrayList<>(List.of(TASKSET, "-c", processors.toList()));
    all.addAll(command);
    return List.copyOf(all);
  }

  /**
   * Moves every thread of this process; threads and processes that they start follow.
   *
   * @return false where there is no such command, or it fails
   */
  static boolean moveThisProcess(ProcessorSet to) throws InterruptedException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    try {
      return new ProcessBuilder(TASKSET, "-a", "-c", "-p", to.toList(), pid)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
