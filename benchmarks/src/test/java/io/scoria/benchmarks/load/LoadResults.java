package io.scoria.benchmarks.load;

import io.scoria.benchmarks.process.CpuTime;
import java.util.List;

/** Results that nobody measured, for the tests of other packages. */
public final class LoadResults {
  private static final long MS = 1_000_000;

  private LoadResults() {}

  /** One second in which so many requests were scored, each in a millisecond, and some refused. */
  public static LoadResult of(int ok, int refused, long cpuNanosPerRequest) {
    return of(ok, refused, 0, cpuNanosPerRequest, 0.5);
  }

  /** As above, where some were not sent and the client kept so many processors busy. */
  public static LoadResult of(
      int ok, int refused, int unsent, long cpuNanosPerRequest, double clientProcessors) {
    Recorder recorder = new Recorder(LengthRange.ANY, 100 * MS, 0);
    for (int i = 0; i < ok; i++) {
      recorder.answered(0, 0, MS, FakeAnswer.OK);
    }
    for (int i = 0; i < refused; i++) {
      recorder.answered(0, 0, 2 * MS, FakeAnswer.UNAVAILABLE);
    }
    for (int i = 0; i < unsent; i++) {
      recorder.unsent(0, MS);
    }
    CpuTime server = new CpuTime(ok * cpuNanosPerRequest, 0);
    LoadResult.Cpu cpu = new LoadResult.Cpu(server, CpuTime.ZERO, 0, clientProcessors);
    return LoadResult.of(1, List.of(recorder), cpu);
  }
}
