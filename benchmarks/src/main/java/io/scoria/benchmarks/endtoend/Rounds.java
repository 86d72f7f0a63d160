package io.scoria.benchmarks.endtoend;

import io.scoria.benchmarks.load.LoadResult;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Windows of the same closed loop, never none. The one of median processor time speaks for all.
 *
 * @param batches that the server ran in all of them; none where it does not tell
 */
public record Rounds(List<LoadResult> windows, BatchCounts batches) {
  private static final Comparator<LoadResult> BY_COST =
      Comparator.comparingDouble(LoadResult::serverNanosPerRequest); // NaN comes last

  public Rounds {
    windows = windows.stream().sorted(BY_COST).toList();
  }

  /** The window of median processor time; of two, the dearer. */
  public LoadResult median() {
    return windows.get(windows.size() / 2);
  }

  public double serverNanosPerRequest() {
    return median().serverNanosPerRequest();
  }

  /** How far the windows lie apart: the dearest over the cheapest, less 1. */
  public double spread() {
    double cheapest = windows.getFirst().serverNanosPerRequest();
    return windows.getLast().serverNanosPerRequest() / cheapest - 1;
  }

  /** Requests scored in a second: the median of the windows. */
  public double throughput() {
    double[] sorted = windows.stream().mapToDouble(LoadResult::throughput).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Latencies of all windows together. */
  public Histogram scored() {
    Histogram all = windows.getFirst().latencies().scored().copy();
    windows.stream().skip(1).forEach(window -> all.add(window.latencies().scored()));
    return all;
  }

  /**
   * Rows of a batch that the server ran, on average; NaN where it does not tell.
   *
   * @param rows of a request
   */
  public double meanBatchRows(int rows) {
    long scored = windows.stream().mapToLong(window -> window.counts().ok()).sum();
    // The server's count is read just before a window and just after it, so it may hold a few more.
    return batches.total() == 0
        ? Double.NaN
        : Math.max(rows, (double) scored * rows / batches.total());
  }

  public long refused() {
    return windows.stream().mapToLong(window -> window.counts().refused()).sum();
  }

  public long errors() {
    return windows.stream().mapToLong(window -> window.counts().errors()).sum();
  }

  /** What went wrong first; empty where nothing did. */
  public String firstProblem() {
    return windows.stream()
        .map(LoadResult::firstProblem)
        .filter(problem -> !problem.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The share of the machine's processor time that went to other processes. */
  public double othersShare() {
    double others = windows.stream().mapToDouble(window -> window.cpu().othersNanos()).sum();
    double seconds = windows.stream().mapToDouble(LoadResult::seconds).sum();
    return others / (seconds * 1e9 * Runtime.getRuntime().availableProcessors());
  }
}
