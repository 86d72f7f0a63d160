package io.scoria.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.engine.ort.OrtEngine;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is set up once and repeated: first through the binding of the runtime, then past it.
 */
class RepeatedRunIT {
  private static final int ROWS = 3;
  private static final int REPEATED = 1000;
  private static final long MOST_BYTES = 16; // of a run, on average
  private static final long LINKED_NANOS = TimeUnit.SECONDS.toNanos(60); // within, or never

  @TempDir private Path folder = Path.of("");
  private final BufferPool pool = new BufferPool(1 << 20);
  private Session session;
  private PreparedRun run;

  /** y is x at the places that are in "at", which may be none. */
  @BeforeEach
  void prepare() throws Exception {
    Path model =
        new TinyModel(13)
            .input("x", ElementType.FLOAT, "n")
            .input("at", ElementType.INT64, "k")
            .node("Gather", List.of("x", "at"), List.of("y"))
            .node("Neg", List.of("y"), List.of("z"))
            .output("z", ElementType.FLOAT, "k")
            .output("y", ElementType.FLOAT, "k")
            .writeTo(folder);
    session = new OrtEngine(pool).load(model.resolve("model.onnx"), 1);
    run = Objects.requireNonNull(session.prepare(List.of(Shape.of(ROWS), Shape.of(ROWS))));
  }

  @AfterEach
  void close() {
    run.close();
    session.close();
    assertThat(pool.usedBytes()).isZero();
  }

  private ByteBuffer input(int index) {
    return run.inputs().get(index).data();
  }

  private float output(int index, int row) {
    return ((DenseTensor) run.outputs().get(index)).data().getFloat(row * Float.BYTES);
  }

  private void at(long... places) {
    for (int i = 0; i < ROWS; i++) {
      input(1).putLong(i * Long.BYTES, places[i]);
    }
  }

  /** Until it has left the binding, which makes objects for every run. */
  private void repeat() throws RunException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long endNanos = System.nanoTime() + LINKED_NANOS;
    long bytes;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REPEATED; i++) {
        run.run();
      }
      bytes = (threads.getCurrentThreadAllocatedBytes() - before) / REPEATED;
    } while (bytes > MOST_BYTES && System.nanoTime() < endNanos);
    assertThat(bytes).as("bytes of a run").isLessThanOrEqualTo(MOST_BYTES);
  }

  private void assertRuns() throws RunException {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      for (int row = 0; row < ROWS; row++) {
        input(0).putFloat(row * Float.BYTES, random.nextFloat());
      }
      int first = random.nextInt(ROWS);
      at(first, 0, ROWS - 1);
      run.run();
      int[] places = {first, 0, ROWS - 1};
      for (int row = 0; row < ROWS; row++) {
        float expected = input(0).getFloat(places[row] * Float.BYTES);
        assertThat(output(0, row)).isEqualTo(-expected);
        assertThat(output(1, row)).isEqualTo(expected);
      }
    }
  }

  @Test
  void itRunsOnWhatItsInputsHoldNow() throws Exception {
    assertRuns();
    repeat();
    assertRuns();
  }

  @Test
  void whatItCannotRunOnIsToldAsByTheBinding() throws Exception {
    at(0, 5, 1);
    RunException before = catchThrowableOfType(RunException.class, run::run);
    at(0, 1, 2);
    repeat();
    at(0, 5, 1);
    RunException after = catchThrowableOfType(RunException.class, run::run);
    assertThat(after).hasMessage(before.getMessage());
    assertThat(after.safeDetail()).isEqualTo(before.safeDetail()).isNotEmpty();
    assertThat(after.inputsToBlame()).isEqualTo(before.inputsToBlame()).isTrue();
    assertRuns();
  }
}
