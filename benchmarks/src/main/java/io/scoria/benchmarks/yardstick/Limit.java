package io.scoria.benchmarks.yardstick;

/**
 * The least processor time that a request can be expected to cost, in nanoseconds, from terms that
 * were measured in turns with what is compared with it.
 *
 * @param modelNanos bare ONNX Runtime for the rows of the request, at the best batch size that so
 *     many connections can fill, and in the best thread layout
 * @param httpNanos Netty's constant answer to the same bytes
 * @param jsonNanos a nanosecond for each byte of the request's body where that is JSON, else 0
 */
public record Limit(double modelNanos, double httpNanos, double jsonNanos) {
  private static final double NANOS_PER_JSON_BYTE = 1;

  /**
   * Adds the terms up.
   *
   * @param rows of the request
   * @param jsonBytes of its body; 0 where that is binary
   */
  public static Limit of(BareRounds bare, int rows, double httpNanos, long jsonBytes) {
    return new Limit(bare.cpuNanosPerRow() * rows, httpNanos, jsonBytes * NANOS_PER_JSON_BYTE);
  }

  public double totalNanos() {
    return modelNanos + httpNanos + jsonNanos;
  }

  /** 1 where a request costs no more than the limit; less where it costs more. */
  public double efficiency(double measuredNanos) {
    return totalNanos() / measuredNanos;
  }
}
