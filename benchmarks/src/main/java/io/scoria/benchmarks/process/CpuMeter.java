package io.scoria.benchmarks.process;

import java.util.List;

/** Tells how much processor time something has used so far. */
public interface CpuMeter {
  /** Where nobody knows: always zero. */
  CpuMeter NONE = () -> CpuTime.ZERO;

  CpuTime read();

  /** Of one process or several, whose own children do not count. */
  static CpuMeter ofProcesses(List<Long> pids) {
    return () -> pids.stream().map(ProcStat::ofProcess).reduce(CpuTime.ZERO, CpuTime::plus);
  }

  static CpuMeter ofThisProcess() {
    return ofProcesses(List.of(ProcessHandle.current().pid()));
  }
}
