package io.scoria.benchmarks.load;

import io.scoria.benchmarks.process.CpuTime;
import java.util.Collection;
import org.HdrHistogram.Histogram;

/**
 * One window of one run.
 *
 * @param seconds length of the window
 * @param counts what became of its requests
 * @param latencies in nanoseconds
 * @param cpu processor time used in the window
 * @param firstProblem what went wrong first; empty where nothing did
 */
public record LoadResult(
    double seconds, Counts counts, Latencies latencies, Cpu cpu, String firstProblem) {

  /**
   * Requests by their end.
   *
   * @param ok scored: 200 and a body of the expected length
   * @param good those of them that came within the deadline
   * @param refused 503
   * @param otherStatus neither 200 nor 503
   * @param wrongLength 200 with a body of another length
   * @param broken the connection ended, or what came was not HTTP
   * @param unanswered sent, and given up at the end of the run
   * @param unsent given up while they waited in the client
   */
  public record Counts(
      long ok,
      long good,
      long refused,
      long otherStatus,
      long wrongLength,
      long broken,
      long unanswered,
      long unsent) {
    /** Sent, and neither scored nor refused. */
    public long errors() {
      return otherStatus + wrongLength + broken + unanswered;
    }

    public long all() {
      return ok + refused + errors() + unsent;
    }

    /** Of those that were meant to be sent; 1 where none was. */
    public double sentShare() {
      return all() == 0 ? 1 : 1 - (double) unsent / all();
    }
  }

  /**
   * Histograms that nobody changes any more.
   *
   * @param scored from the intended moment to the answer 200; what was never answered counts with
   *     its age, what was never sent at least with its deadline
   * @param refusals from the intended moment to the answer 503
   * @param refusalsFromSending from the moment of sending to the answer 503
   * @param sendingDelay from the intended moment to that of sending
   */
  public record Latencies(
      Histogram scored,
      Histogram refusals,
      Histogram refusalsFromSending,
      Histogram sendingDelay) {}

  /**
   * Who used the processors.
   *
   * @param server the server
   * @param client this process
   * @param othersNanos the rest of the machine
   * @param clientProcessors processors that this process kept busy while requests were sent
   */
  public record Cpu(CpuTime server, CpuTime client, long othersNanos, double clientProcessors) {}

  /** Requests scored in a second. */
  public double throughput() {
    return counts.ok() / seconds;
  }

  /** Requests scored within the deadline in a second. */
  public double goodput() {
    return counts.good() / seconds;
  }

  /** Processor time of the server for each request scored; NaN where none was. */
  public double serverNanosPerRequest() {
    return perRequest(cpu.server().totalNanos());
  }

  /** Processor time of this process for each request scored; NaN where none was. */
  public double clientNanosPerRequest() {
    return perRequest(cpu.client().totalNanos());
  }

  private double perRequest(long nanos) {
    return counts.ok() == 0 ? Double.NaN : (double) nanos / counts.ok();
  }

  static LoadResult of(double seconds, Collection<Recorder> recorders, Cpu cpu) {
    Counts counts = new Counts(0, 0, 0, 0, 0, 0, 0, 0);
    Latencies latencies =
        new Latencies(
            Recorder.histogram(), Recorder.histogram(), Recorder.histogram(), Recorder.histogram());
    String problem = "";
    for (Recorder r : recorders) {
      counts = plus(counts, r);
      latencies.scored().add(r.scored);
      latencies.refusals().add(r.refusals);
      latencies.refusalsFromSending().add(r.refusalsFromSending);
      latencies.sendingDelay().add(r.sendingDelay);
      problem = problem.isEmpty() ? r.firstProblem : problem;
    }
    return new LoadResult(seconds, counts, latencies, cpu, problem);
  }

  private static Counts plus(Counts counts, Recorder r) {
    return new Counts(
        counts.ok + r.ok,
        counts.good + r.good,
        counts.refused + r.refused,
        counts.otherStatus + r.otherStatus,
        counts.wrongLength + r.wrongLength,
        counts.broken + r.broken,
        counts.unanswered + r.unanswered,
        counts.unsent + r.unsent);
  }
}
