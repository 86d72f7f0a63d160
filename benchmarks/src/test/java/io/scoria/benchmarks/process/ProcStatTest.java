package io.scoria.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String TAIL =
      " S 1 2 2 0 -1 4194560 34679 1403021 0 1002 99 604 4326 1744 20 0 13 0 24 44150784 3384";

  @Test
  void userAndSystemTimeAreTheFourteenthAndFifteenthField() {
    assertThat(ProcStat.parseProcess("4711 (java)" + TAIL))
        .isEqualTo(new CpuTime(990_000_000L, 6_040_000_000L));
  }

  @Test
  void aCommandMayHoldSpacesAndParentheses() {
    assertThat(ProcStat.parseProcess("4711 (a) b (c 1 2)" + TAIL))
        .isEqualTo(new CpuTime(990_000_000L, 6_040_000_000L));
  }

  @Test
  void onlyCompilersCountAsCompilers() {
    assertThat(ProcStat.parseCompiler("4711 (C2 CompilerThre)" + TAIL).systemNanos())
        .isEqualTo(6_040_000_000L);
    assertThat(ProcStat.parseCompiler("4711 (scoring-1)" + TAIL)).isEqualTo(CpuTime.ZERO);
    assertThat(ProcStat.parseCompiler("")).isEqualTo(CpuTime.ZERO);
  }

  @Test
  void theCompilersOfThisMachineAreFound() {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "there is no /proc on this system");
    CpuMeter meter = CpuMeter.ofThisProcess();
    assertThat(meter.readCompilers().totalNanos())
        .isPositive()
        .isLessThanOrEqualTo(meter.read().totalNanos());
  }

  @Test
  void theMachineIsBusyWithEverythingButIdlingAndWaiting() {
    String stat = "cpu  100 20 30 9999 8888 4 5 6 70 80\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 5\n";
    assertThat(ProcStat.parseMachineBusy(stat)).isEqualTo(1_650_000_000L);
  }

  @Test
  void timeSpentHereIsSeen() {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "there is no /proc on this system");
    CpuMeter meter = CpuMeter.ofThisProcess();
    CpuTime before = meter.read();
    double sum = 0;
    while (meter.read().minus(before).totalNanos() < 50_000_000L) {
      sum += Math.sqrt(sum + 1);
    }
    assertThat(sum).isPositive();
    assertThat(ProcStat.machineBusyNanos()).isPositive();
  }

  @Test
  void aProcessThatHasEndedIsAnErrorAndNotZero() {
    assertThatThrownBy(() -> ProcStat.ofProcess(Integer.MAX_VALUE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("ended");
  }
}
