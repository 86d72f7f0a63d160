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

  /** Of a process and of all that it started and that still run. */
  static CpuMeter ofTree(long pid) {
    return () -> {
      CpuTime all = ProcStat.ofProcess(pid);
      for (long each : children(pid)) {
        all = all.plus(ProcStat.ofProcess(each));
      }
      return all;
    };
  }

  private static long[] children(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToLong(ProcessHandle::pid)
        .toArray();
  }

  static CpuMeter ofThisProcess() {
    return ofProcesses(List.of(ProcessHandle.current().pid()));
  }
}
