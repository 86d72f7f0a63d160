package io.scoria.benchmarks;

import io.scoria.call.Outcome;
import io.scoria.codec.ByteWriter;
import io.scoria.codec.ResponseEncoder;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The answer of a classifier with 1000 classes, as JSON: time for each float. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonEncodeBenchmark {
  private static final int FLOATS = 1000;

  private final ByteBuffer data =
      ByteBuffer.allocateDirect(FLOATS * Float.BYTES).order(ByteOrder.nativeOrder());
  private final List<TensorSpec> specs =
      List.of(new TensorSpec("scores", ElementType.FLOAT, ShapeSpec.of(1, FLOATS)));
  private final Outcome.Scored scored =
      Outcome.Scored.whole(
          List.of(new DenseTensor(ElementType.FLOAT, Shape.of(1, FLOATS), data, () -> {})),
          Outcome.Run.NONE);

  /** Scores of a normal distribution, as before a softmax. */
  @Setup
  public void makeScores() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < FLOATS; i++) {
      data.putFloat(i * Float.BYTES, (float) random.nextGaussian());
    }
  }

  @Benchmark
  @OperationsPerInvocation(FLOATS)
  public ByteWriter encode() {
    return ResponseEncoder.encode(specs, scored);
  }
}
