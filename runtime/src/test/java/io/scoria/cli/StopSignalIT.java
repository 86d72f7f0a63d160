package io.scoria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a process does at its signals, in one of its own. */
class StopSignalIT {
  private static final long LONG_MS = TimeUnit.MINUTES.toMillis(10);

  /** Arguments: after how many milliseconds it stops hard, and whether it serves. */
  static final class StuckServer {
    private StuckServer() {}

    public static void main(String[] args) {
      StopSignal stop = StopSignal.install(Long.parseLong(args[0]));
      if (Boolean.parseBoolean(args[1])) {
        stop.serves();
      }
      System.out.println("installed");
      stop.await();
      System.out.println("stopping");
      while (true) {
        LockSupport.park(); // as a call that never ends
      }
    }
  }

  private @Nullable Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private Process start(long hardStopMs, boolean serves) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StuckServer.class.getName(),
            Long.toString(hardStopMs),
            Boolean.toString(serves));
    Process started =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process = started;
    assertThat(started.inputReader().readLine()).isEqualTo("installed");
    return started;
  }

  /** Leaves its output open, which {@link Process#destroy} does not. */
  private static void terminate(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private static int exitStatus(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  @Test
  void whatIsStuckCannotHoldTheProcess() throws Exception {
    Process stuck = start(300, true);
    terminate(stuck);
    assertThat(stuck.inputReader().readLine()).isEqualTo("stopping");
    assertThat(exitStatus(stuck)).isEqualTo(1);
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    Process stuck = start(LONG_MS, true);
    terminate(stuck);
    assertThat(stuck.inputReader().readLine()).isEqualTo("stopping");
    terminate(stuck);
    assertThat(exitStatus(stuck)).isEqualTo(130);
  }

  @Test
  void aSignalBeforeItServesEndsItAtOnce() throws Exception {
    Process waiting = start(LONG_MS, false);
    terminate(waiting);
    assertThat(exitStatus(waiting)).isZero();
  }
}
