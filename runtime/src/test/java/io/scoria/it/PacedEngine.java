package io.scoria.it;

import io.scoria.config.PolicyOverrides;
import io.scoria.engine.Engine;
import io.scoria.engine.Footprint;
import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * In the place of ONNX Runtime: every model doubles its rows, in a time that does not depend on
 * what else the machine does, or is held until it is let go. Thread-safe.
 */
final class PacedEngine implements Engine {
  /** A run on a row that begins with this value fails, as one that the model cannot run on. */
  static final int POISON = 666;

  /** After so many, what a run takes is known: it is not calibrated. */
  static final int RUNS_TO_KNOW = 3;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<List<Float>> runs = new CopyOnWriteArrayList<>();
  private final long runNanos;
  private volatile boolean held;
  private volatile boolean deaf;

  /**
   * @param runMs of each run, whatever its rows
   */
  PacedEngine(int runMs) {
    runNanos = TimeUnit.MILLISECONDS.toNanos(runMs);
  }

  /** A request that scores these rows. */
  static String request(String data) {
    return request("", data);
  }

  /** One that waits no longer than so. */
  static String request(String data, int timeoutMs) {
    return request("X-Scoring-Timeout-Ms: " + timeoutMs + "\r\n", data);
  }

  private static String request(String header, String data) {
    String body = "{\"data\": " + data + "}";
    return RawClient.scoreHead(header + "Content-Length: " + body.length() + "\r\n") + body;
  }

  /** A server of one instance that joins calls up to so many rows. */
  TestServer.Settings serving(int maxBatchRows) {
    return serving(1, maxBatchRows);
  }

  /** A server of so many instances that joins calls up to so many rows. */
  TestServer.Settings serving(int instances, int maxBatchRows) {
    OptionalInt one = OptionalInt.of(1);
    return TestServer.configure(TestData.model("iris"))
        .engine(this)
        .calibrationMs(0)
        .overrides(
            new PolicyOverrides(
                OptionalInt.of(instances), one, OptionalInt.of(maxBatchRows), false))
        .withManagement();
  }

  /** Runs that begin from here on do not end. */
  void hold() {
    runs.clear();
    held = true;
  }

  /** Nor do they end when they are told to. */
  void holdDeaf() {
    deaf = true;
    hold();
  }

  /** Passes so many milliseconds, or a few more, with the runs held. */
  void holdFor(int millis) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() - endNanos < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  void letGo() {
    held = false;
  }

  /** Waits until a run has begun since the last hold. */
  void awaitRun() {
    awaitRuns(1);
  }

  /** Waits until so many runs have begun since the last hold. */
  void awaitRuns(int count) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RawClient.TIMEOUT_MS);
    while (runs.size() < count) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("not so many runs have begun: " + count);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** The first value of each row of each run since the last hold. */
  List<List<Float>> runs() {
    return List.copyOf(runs);
  }

  @Override
  public Footprint footprint(Path model) {
    return new Footprint(1, 2);
  }

  @Override
  public String description() {
    return "paced";
  }

  @Override
  public Session load(Path model, int intraOpThreads) {
    return new PacedSession();
  }

  private final class PacedSession implements Session {
    @Override
    public Signature signature() {
      ShapeSpec shape = ShapeSpec.of(ShapeSpec.FREE, ShapeSpec.FREE);
      return new Signature(
          List.of(new TensorSpec("x", ElementType.FLOAT, shape)),
          List.of(new TensorSpec("y", ElementType.FLOAT, shape)));
    }

    @Override
    public boolean timeFollowsFromShapes() {
      return false;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) throws RunException {
      DenseTensor x = (DenseTensor) inputs.getFirst();
      List<Float> firsts = firsts(x);
      runs.add(firsts);
      pace(control);
      if (firsts.contains((float) POISON)) {
        throw new RunException(true, "poison", new IllegalArgumentException("poison"));
      }
      return List.of(doubled(x));
    }

    private void pace(@Nullable RunControl control) throws RunException {
      TellTale ended = new TellTale();
      if (control != null) {
        control.attach(ended);
      }
      long endNanos = System.nanoTime() + runNanos;
      while (held || System.nanoTime() - endNanos < 0) {
        if (ended.told && !deaf) {
          throw new RunException(false, "", new IllegalStateException("terminated"));
        }
        long leftNanos = endNanos - System.nanoTime();
        LockSupport.parkNanos(held ? LOOK_NANOS : Math.clamp(leftNanos, 1, LOOK_NANOS));
      }
      if (control != null) {
        control.detach();
      }
    }

    @Override
    public void close() {}
  }

  private static final class TellTale implements Runnable {
    private volatile boolean told;

    @Override
    public void run() {
      told = true;
    }
  }

  private static List<Float> firsts(DenseTensor x) {
    int columns = (int) x.shape().dim(1);
    Float[] firsts = new Float[(int) x.shape().dim(0)];
    for (int row = 0; row < firsts.length; row++) {
      firsts[row] = columns == 0 ? 0f : x.data().getFloat(row * columns * Float.BYTES);
    }
    return List.of(firsts);
  }

  private static Tensor doubled(DenseTensor x) {
    int bytes = x.data().limit();
    ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    for (int at = 0; at < bytes; at += Float.BYTES) {
      data.putFloat(at, 2 * x.data().getFloat(at));
    }
    return new DenseTensor(ElementType.FLOAT, x.shape(), data, () -> {});
  }
}
