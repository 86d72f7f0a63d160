package io.scoria.benchmarks.process;

import java.util.List;
import java.util.function.Function;

/** Tells how much processor time something has used so far. */
public interface CpuMeter {
  /** Where nobody knows: always zero. */
  CpuMeter NONE = () -> CpuTime.ZERO;

  CpuTime read();

  /** How much of it JIT compilers have used, of those that still run; zero where nobody knows. */
  default CpuTime readCompilers() {
    return CpuTime.ZERO;
  }

  /** Of one process or several, whose own children do not count. */
  static CpuMeter ofProcesses(List<Long> pids) {
    return new OfProcesses(List.copyOf(pids));
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

  /** Of processes whose own children do not count. */
  record OfProcesses(List<Long> pids) implements CpuMeter {
    @Override
    public CpuTime read() {
      return sum(ProcStat::ofProcess);
    }

    @Override
    public CpuTime readCompilers() {
      return sum(ProcStat::ofCompilers);
    }

    private CpuTime sum(Function<Long, CpuTime> ofProcess) {
      return pids.stream().map(ofProcess).reduce(CpuTime.ZERO, CpuTime::plus);
    }
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
