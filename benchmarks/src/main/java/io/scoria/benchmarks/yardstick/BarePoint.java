package io.scoria.benchmarks.yardstick;

/**
 * What bare ONNX Runtime does at one batch size.
 *
 * @param batch rows of a run
 * @param cpuNanosPerRow processor time of the whole process
 */
public record BarePoint(
    ThreadLayout layout, int batch, double rowsPerSecond, double cpuNanosPerRow) {
  private static final String SEPARATOR = "\t";

  static BarePoint of(ThreadLayout layout, int batch, BareTurn turn) {
    return new BarePoint(layout, batch, turn.rowsPerSecond(), turn.cpuNanosPerRow());
  }

  /** Rows scored for each second of processor time. */
  public double rowsPerCpuSecond() {
    return 1e9 / cpuNanosPerRow;
  }

  String toLine() {
    return String.join(
        SEPARATOR,
        String.valueOf(layout.instances()),
        String.valueOf(layout.threads()),
        String.valueOf(batch),
        String.valueOf(rowsPerSecond),
        String.valueOf(cpuNanosPerRow));
  }

  static BarePoint ofLine(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    return new BarePoint(
        new ThreadLayout(Integer.parseInt(fields[0]), Integer.parseInt(fields[1])),
        Integer.parseInt(fields[2]),
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]));
  }
}
