package io.scoria.benchmarks.yardstick;

/**
 * What bare ONNX Runtime did in one turn, warm-up left out.
 *
 * @param rows that all instances together ran
 * @param seconds that an instance was at it, on average
 * @param cpuNanos processor time of the whole process
 */
public record BareTurn(long rows, double seconds, long cpuNanos) {
  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 3;

  public double rowsPerSecond() {
    return rows / seconds;
  }

  public double cpuNanosPerRow() {
    return (double) cpuNanos / rows;
  }

  String toLine() {
    return String.join(
        SEPARATOR, String.valueOf(rows), String.valueOf(seconds), String.valueOf(cpuNanos));
  }

  /**
   * Reads what {@link BareWorker} answers.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static BareTurn ofLine(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not rows, seconds and nanoseconds: " + line);
    }
    return new BareTurn(
        Long.parseLong(fields[0]), Double.parseDouble(fields[1]), Long.parseLong(fields[2]));
  }
}
