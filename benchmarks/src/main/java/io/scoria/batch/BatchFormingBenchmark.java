package io.scoria.batch;

import io.scoria.call.Call;
import io.scoria.call.Loop;
import io.scoria.call.Outcome;
import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunControl;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds for a whole batch: forming it of calls of one row each, and ending each call with its
 * row. The session does nothing, so what is left is Scoria's own cost, the making of each {@link
 * Call} and its input tensor included (about 100 bytes a call). In the server's own package, since
 * batches are formed nowhere else.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchFormingBenchmark {
  private static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  /** Calls in a batch. */
  @Param({"1", "8", "64"})
  public int calls;

  /** Floats in a row. */
  @Param({"4", "512"})
  public int floats;

  private final BufferPool pool = new BufferPool(1L << 30);
  private final LatencyTable latencies = new LatencyTable();
  private final HandTurnedLoop loop = new HandTurnedLoop();
  private final List<Call> batch = new ArrayList<>();
  private final Consumer<Outcome> done = this::ended;
  private Shape row = Shape.of();
  private ByteBuffer values = ByteBuffer.allocateDirect(0);
  private @Nullable TickBatch tick;
  private @Nullable BatchRunner runner;
  private long deadlineNanos;
  private long rowsEnded;

  /** An iteration of an event loop, ended by hand. */
  private static final class HandTurnedLoop implements Loop {
    private @Nullable Runnable task;

    @Override
    public int index() {
      return 0;
    }

    @Override
    public void atEndOfIteration(Runnable asked) {
      task = asked;
    }

    @Override
    public void atEndOfNextIteration(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void afterNextRead(Runnable task) {
      throw new UnsupportedOperationException();
    }

    void endIteration() {
      Runnable asked = task;
      if (asked == null) {
        throw new IllegalStateException("no batch was asked for");
      }
      task = null;
      asked.run();
    }
  }

  /** Does nothing: every run has the same outputs, which nobody fills. */
  private static final class IdleSession implements Session {
    private final Signature signature = new Signature(List.of(), List.of());
    private final Shape outputShape;
    private final ByteBuffer outputValues;

    IdleSession(Shape outputShape) {
      this.outputShape = outputShape;
      outputValues = bytes(outputShape);
    }

    @Override
    public Signature signature() {
      return signature;
    }

    @Override
    public boolean timeFollowsFromShapes() {
      return true;
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) {
      return List.of(tensor(outputShape, outputValues));
    }

    @Override
    public PreparedRun prepare(List<Shape> inputShapes) {
      Shape inputShape = inputShapes.getFirst();
      DenseTensor input = tensor(inputShape, bytes(inputShape));
      return new IdleRun(List.of(input), List.of(tensor(outputShape, outputValues)));
    }

    @Override
    public void close() {}
  }

  private record IdleRun(List<DenseTensor> inputs, List<Tensor> outputs) implements PreparedRun {
    @Override
    public void run() {}

    @Override
    public void close() {}
  }

  private static ByteBuffer bytes(Shape shape) {
    return ByteBuffer.allocateDirect(Math.toIntExact(shape.elements() * Float.BYTES));
  }

  private static DenseTensor tensor(Shape shape, ByteBuffer values) {
    return new DenseTensor(ElementType.FLOAT, shape, values, BatchFormingBenchmark::keep);
  }

  /** Tensors are made anew on buffers that stay. */
  private static void keep() {}

  @Setup
  public void open() {
    row = Shape.of(1, floats);
    values = bytes(row);
    deadlineNanos = System.nanoTime() + NEVER_NANOS;
    Session session = new IdleSession(Shape.of(calls, 3));
    tick = new TickBatch(session, pool, latencies, new BatchSizes(), calls);
    runner = new BatchRunner(session, pool, null);
  }

  /**
   * On an event loop, at the end of its iteration, as small models run: rows go into the inputs of
   * a run that was set up before, and where they are more than 16 KiB together (64 calls of 512
   * floats) into inputs from the pool.
   */
  @Benchmark
  public long tick() {
    TickBatch batches = tick;
    if (batches == null) {
      throw new IllegalStateException("not opened");
    }
    for (int i = 0; i < calls; i++) {
      batches.add(newCall(), loop);
    }
    loop.endIteration();
    return rowsEnded;
  }

  /**
   * On an instance, as larger models run: rows go into inputs from the pool, but for a lone call.
   */
  @Benchmark
  public long instance() {
    BatchRunner batches = runner;
    if (batches == null) {
      throw new IllegalStateException("not opened");
    }
    for (int i = 0; i < calls; i++) {
      Call call = newCall();
      if (call.tryStart()) {
        batch.add(call);
      }
    }
    batches.run(batch, null);
    batch.clear();
    return rowsEnded;
  }

  private Call newCall() {
    return new Call(List.of(tensor(row, values)), 0, deadlineNanos, loop, done);
  }

  private void ended(Outcome outcome) {
    if (!(outcome instanceof Outcome.Scored scored)) {
      throw new IllegalStateException("a call was not scored: " + outcome);
    }
    rowsEnded += scored.firstRow() + 1;
  }
}
