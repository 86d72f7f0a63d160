package io.scoria.benchmarks.yardstick;

import java.util.ArrayList;
import java.util.List;

/**
 * How runs of a model are spread over threads.
 *
 * @param instances runs that overlap, each in a session of its own
 * @param threads of one run (ONNX Runtime's intra-op threads)
 */
public record ThreadLayout(int instances, int threads) {
  /** One thread alone, and every layout that occupies all processors evenly. */
  public static List<ThreadLayout> forProcessors(int processors) {
    List<ThreadLayout> layouts = new ArrayList<>();
    layouts.add(new ThreadLayout(1, 1));
    for (int threads = 1; threads <= processors; threads++) {
      if (processors > 1 && processors % threads == 0) {
        layouts.add(new ThreadLayout(processors / threads, threads));
      }
    }
    return List.copyOf(layouts);
  }

  @Override
  public String toString() {
    return instances + " x " + threads;
  }
}
