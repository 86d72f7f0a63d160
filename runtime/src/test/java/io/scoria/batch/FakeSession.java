package io.scoria.batch;

import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Doubles every value. A run can be held up, and fails where a row begins with {@link #POISON}.
 * Keeps the rows of each run.
 */
final class FakeSession implements Session {
  static final float POISON = 666;

  /** The rows of each run so far. */
  final List<Long> runs = new CopyOnWriteArrayList<>();

  private volatile @Nullable Gate gate;
  private volatile @Nullable Error broken;
  private volatile boolean closed;

  /** Holds up runs until it is opened, or the run is terminated. */
  static final class Gate {
    final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    void open() {
      opened.countDown();
    }
  }

  /** Every run from here on is held up by a new gate. */
  Gate holdUp() {
    Gate made = new Gate();
    gate = made;
    return made;
  }

  /** Every run from here on fails so; none where null. */
  void breakWith(@Nullable Error error) {
    broken = error;
  }

  void letThrough() {
    gate = null;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public Signature signature() {
    ShapeSpec shape = ShapeSpec.of(ShapeSpec.FREE, ShapeSpec.FREE);
    return new Signature(
        List.of(new TensorSpec("x", ElementType.FLOAT, shape)),
        List.of(new TensorSpec("y", ElementType.FLOAT, shape)));
  }

  @Override
  public boolean timeFollowsFromShapes() {
    return true;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) throws RunException {
    DenseTensor x = (DenseTensor) inputs.getFirst();
    runs.add(x.shape().dim(0));
    waitAt(gate, control);
    Error error = broken;
    if (error != null) {
      throw error;
    }
    int columns = (int) x.shape().dim(1);
    for (int row = 0; row < x.shape().dim(0); row++) {
      if (x.data().getFloat(row * columns * Float.BYTES) == POISON) {
        throw new RunException(true, "poison", new IllegalArgumentException("poison"));
      }
    }
    return List.of(tensor(x.shape(), index -> 2 * x.data().getFloat(index * Float.BYTES)));
  }

  private static void waitAt(@Nullable Gate gate, @Nullable RunControl control)
      throws RunException {
    if (gate == null) {
      return;
    }
    CountDownLatch terminated = new CountDownLatch(1);
    if (control != null) {
      control.attach(() -> {
        terminated.countDown();
        gate.open();
      });
    }
    gate.entered.countDown();
    try {
      gate.opened.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (terminated.getCount() == 0) {
      throw new RunException(false, "", new IllegalStateException("terminated"));
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** A row, or rows, of one column. */
  static Tensor column(float... values) {
    return tensor(Shape.of(values.length, 1), index -> values[index]);
  }

  /** A row of several columns. */
  static Tensor row(float... values) {
    return tensor(Shape.of(1, values.length), index -> values[index]);
  }

  interface Values {
    float at(int index);
  }

  static Tensor tensor(Shape shape, Values values) {
    int count = (int) shape.elements();
    ByteBuffer data = ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      data.putFloat(i * Float.BYTES, values.at(i));
    }
    return new DenseTensor(ElementType.FLOAT, shape, data, () -> {});
  }
}
