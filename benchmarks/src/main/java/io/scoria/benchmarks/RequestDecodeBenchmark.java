package io.scoria.benchmarks;

import io.scoria.codec.BodyDecoder;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.codec.RequestDecoders;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** The body of a request to a tensor: {@code {"data": [[...], ...]}} of floats. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestDecodeBenchmark {
  private static final int COLUMNS = 4;

  /** Rows of four floats in a request. */
  @Param({"1", "1000"})
  public int rows;

  private final RequestDecoders decoders = new RequestDecoders(new BufferPool(1L << 30));
  private final Signature signature =
      new Signature(
          List.of(
              new TensorSpec("features", ElementType.FLOAT, ShapeSpec.of(ShapeSpec.FREE, COLUMNS))),
          List.of());
  private ByteBuffer body = ByteBuffer.allocate(0);

  @Setup
  public void makeBody() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder("{\"data\": [");
    for (int row = 0; row < rows; row++) {
      text.append(row == 0 ? "[" : ", [");
      for (int column = 0; column < COLUMNS; column++) {
        text.append(column == 0 ? "" : ", ").append((float) random.nextDouble(10));
      }
      text.append(']');
    }
    body = ByteBuffer.wrap(text.append("]}").toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Benchmark
  public int decode() {
    try (BodyDecoder decoder = decoders.open(signature, BenchmarkLoop.ONE)) {
      decoder.feed(body.rewind());
      if (!(decoder.finish() instanceof Decoded.Inputs(List<Tensor> inputs))) {
        throw new IllegalStateException("the body was refused");
      }
      int rank = inputs.getFirst().shape().rank();
      Tensor.closeAll(inputs);
      return rank;
    }
  }
}
