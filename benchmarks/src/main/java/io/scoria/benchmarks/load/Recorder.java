package io.scoria.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What became of the requests of one event loop, in one window of time. Latencies count from the
 * intended moment of sending. Confined to its event loop until it is taken from there.
 */
final class Recorder {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final long LOWEST_NANOS = 100;
  private static final long HIGHEST_NANOS = 120_000_000_000L;
  private static final int DIGITS = 3;

  private final LengthRange expectedLength;
  private final long deadlineNanos;
  private final long countedFromNanos;

  final Histogram scored = histogram();
  final Histogram refusals = histogram();
  final Histogram refusalsFromSending = histogram();
  final Histogram sendingDelay = histogram();
  long ok;
  long good;
  long refused;
  long otherStatus;
  long wrongLength;
  long broken;
  long unanswered;
  long unsent;
  String firstProblem = "";

  /**
   * @param deadlineNanos an answer is good up to this latency
   * @param countedFromNanos requests meant to be sent before this moment do not count
   */
  Recorder(LengthRange expectedLength, long deadlineNanos, long countedFromNanos) {
    this.expectedLength = expectedLength;
    this.deadlineNanos = deadlineNanos;
    this.countedFromNanos = countedFromNanos;
  }

  static Histogram histogram() {
    return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  }

  /**
   * @param intendedNanos when the request was meant to be sent
   * @param sentNanos when it was
   */
  void answered(long intendedNanos, long sentNanos, long nowNanos, Answer answer) {
    if (intendedNanos < countedFromNanos) {
      return;
    }
    record(sendingDelay, sentNanos - intendedNanos);
    if (answer.status() == UNAVAILABLE) {
      refused++;
      record(refusals, nowNanos - intendedNanos);
      record(refusalsFromSending, nowNanos - sentNanos);
    } else if (answer.status() != OK) {
      otherStatus++;
      problem("status " + answer.status() + ": " + answer.text());
    } else if (!expectedLength.contains(answer.bodyBytes())) {
      wrongLength++;
      problem("a body of " + answer.bodyBytes() + " bytes, not " + expectedLength);
    } else {
      scored(nowNanos - intendedNanos);
    }
  }

  private void scored(long latencyNanos) {
    ok++;
    record(scored, latencyNanos);
    if (latencyNanos <= deadlineNanos) {
      good++;
    }
  }

  /** The connection ended, or could not be understood, before the answer was there. */
  void broken(long intendedNanos, String why) {
    if (intendedNanos >= countedFromNanos) {
      broken++;
      problem(why);
    }
  }

  /** It waited in the client for too long, and counts as late: with its deadline, or its age. */
  void unsent(long intendedNanos, long nowNanos) {
    if (intendedNanos >= countedFromNanos) {
      unsent++;
      record(scored, Math.max(deadlineNanos, nowNanos - intendedNanos));
      record(sendingDelay, nowNanos - intendedNanos);
    }
  }

  /** Nobody waits any longer. Its age counts as its latency, which was at least that. */
  void unanswered(long intendedNanos, long nowNanos) {
    if (intendedNanos >= countedFromNanos) {
      unanswered++;
      record(scored, nowNanos - intendedNanos);
    }
  }

  long answers() {
    return ok + refused + otherStatus + wrongLength;
  }

  private void problem(String text) {
    if (firstProblem.isEmpty()) {
      firstProblem = text;
    }
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, HIGHEST_NANOS));
  }
}
