package io.scoria.benchmarks.timing;

import io.scoria.auth.Authentication;
import io.scoria.auth.KeyAuthenticator;
import io.scoria.auth.Keys;
import io.scoria.benchmarks.BearerHead;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Times how long a wrong key takes to be refused that is wrong in its first character, beside one
 * that is wrong in its last: where a comparison stopped at the first difference, the second would
 * take longer. Both are timed in a random order, and what took longer than the 95th percentile of
 * all is left out of both, since that is the machine's doing (after dudect, Reparaz et al., 2017).
 */
public final class KeyTiming {
  /** Beyond it the two differ, whatever the machine does. */
  public static final double LIMIT = 4.5;

  private static final int SAMPLES = 50_000; // of each
  private static final double KEPT = 0.95;

  /** Of each kind: with one alone, where it lies in memory would be what is measured. */
  private static final int HEADS = 64;

  private static final String KEY = "jRK5hXQ2mCw8VbN4tYp7ZsD3fGa9LxEuTo6iHq1Wc0S";

  private final KeyAuthenticator authenticator = new KeyAuthenticator(new Keys(KEY, null));
  private final BearerHead[] firsts = new BearerHead[HEADS]; // wrong in the first character
  private final BearerHead[] lasts = new BearerHead[HEADS]; // and in the last

  @SuppressWarnings("UnusedVariable") // written so that it has to be made
  private volatile @Nullable Authentication taken;

  private final Random random = new Random(7);

  public KeyTiming() {
    for (int i = 0; i < HEADS; i++) {
      char wrong = (char) ('0' + i);
      char last = KEY.charAt(KEY.length() - 1);
      firsts[i] = new BearerHead((wrong == KEY.charAt(0) ? '-' : wrong) + KEY.substring(1));
      lasts[i] = new BearerHead(KEY.substring(0, KEY.length() - 1) + (wrong == last ? '-' : wrong));
    }
  }

  /**
   * The median of five of Welch's statistics of the two: positive where the difference in the first
   * character takes longer.
   */
  public double run() {
    double[] statistics = new double[5];
    Arrays.setAll(statistics, run -> statistic());
    Arrays.sort(statistics);
    return statistics[2];
  }

  private double statistic() {
    double[] firsts = new double[SAMPLES];
    double[] lasts = new double[SAMPLES];
    sample(firsts, lasts); // until the compiler has done what it does
    sample(firsts, lasts);
    double most = percentile(firsts, lasts);
    return WelchTest.statistic(upTo(most, firsts), upTo(most, lasts));
  }

  /**
   * One at a time, at one place of the code, so that the compiler cannot treat them differently.
   */
  private void sample(double[] firsts, double[] lasts) {
    int first = 0;
    int last = 0;
    while (first < SAMPLES || last < SAMPLES) {
      boolean isFirst = random.nextBoolean();
      long nanos = nanos((isFirst ? this.firsts : this.lasts)[random.nextInt(HEADS)]);
      if (isFirst && first < SAMPLES) {
        firsts[first++] = nanos;
      } else if (!isFirst && last < SAMPLES) {
        lasts[last++] = nanos;
      }
    }
  }

  private long nanos(BearerHead head) {
    long begin = System.nanoTime();
    taken = authenticator.authenticate(head);
    return System.nanoTime() - begin;
  }

  private static double percentile(double[] one, double[] other) {
    double[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    Arrays.sort(all);
    return all[(int) (KEPT * all.length)];
  }

  private static double[] upTo(double most, double[] sample) {
    return Arrays.stream(sample).filter(nanos -> nanos <= most).toArray();
  }
}
