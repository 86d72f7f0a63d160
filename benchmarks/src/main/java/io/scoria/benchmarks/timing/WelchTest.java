package io.scoria.benchmarks.timing;

import java.util.Arrays;

/** Whether two samples have one mean, by Welch's t-test (B. L. Welch, Biometrika 34, 1947). */
final class WelchTest {
  private WelchTest() {}

  /**
   * The statistic t; of two samples of one distribution it is seldom beyond 4.5 (one in 100,000).
   *
   * @return positive where the first has the larger mean
   */
  static double statistic(double[] first, double[] second) {
    double error = variance(first) / first.length + variance(second) / second.length;
    return error == 0 ? 0 : (mean(first) - mean(second)) / Math.sqrt(error);
  }

  private static double mean(double[] sample) {
    return Arrays.stream(sample).average().orElseThrow();
  }

  private static double variance(double[] sample) {
    double mean = mean(sample);
    double squares = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (sample.length - 1);
  }
}
