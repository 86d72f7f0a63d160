package io.scoria.benchmarks.yardstick;

/**
 * What a {@link BareWorker} is told to run.
 *
 * @param batch rows of a run
 * @param seconds for which it runs, warm-up left out
 */
public record BareOrder(ThreadLayout layout, int batch, double seconds) {
  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 4;

  /** The line that tells it so. */
  public String toLine() {
    return String.join(
        SEPARATOR,
        String.valueOf(layout.instances()),
        String.valueOf(layout.threads()),
        String.valueOf(batch),
        String.valueOf(seconds));
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no order
   */
  static BareOrder ofLine(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not instances, threads, batch and seconds: " + line);
    }
    return new BareOrder(
        new ThreadLayout(Integer.parseInt(fields[0]), Integer.parseInt(fields[1])),
        Integer.parseInt(fields[2]),
        Double.parseDouble(fields[3]));
  }
}
