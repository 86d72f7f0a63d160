package io.scoria.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.scoria.codec.BodyDecoder;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.codec.RequestDecoders;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * JSON to a tensor of floats: one image of 224 x 224 x 3 numbers, which comes in pieces of 64 KiB
 * as it does from a connection, beside Jackson's streaming parser on the same bytes at once. The
 * column {@code jsonBytes} is bytes of JSON in a second: 1.0e9 is 1 GB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonDecodeBenchmark {
  private static final int NUMBERS = 224 * 224 * 3;
  private static final int CHUNK_BYTES = 64 << 10;

  /**
   * 4, 8 and 17 digits behind {@code 0.}; {@code shortest}, as a double of a normal distribution is
   * printed; {@code single}, as a float from 0 to 1 is; {@code exponent}, as in {@code 1.234e-05};
   * {@code whole}, from 0 to 255.
   */
  @Param({"4", "8", "17", "shortest", "single", "exponent", "whole"})
  public String digits = "4";

  /** Behind each comma; Python's {@code json.dumps} writes a space. */
  @Param({"none", "space"})
  public String gap = "none";

  /** Counted by JMH for each second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counted {
    /** Of JSON text, read. */
    public long jsonBytes;
  }

  private final RequestDecoders decoders = new RequestDecoders(new BufferPool(1L << 30));
  private final Signature signature =
      new Signature(
          List.of(new TensorSpec("image", ElementType.FLOAT, ShapeSpec.of(ShapeSpec.FREE))),
          List.of());
  private final float[] floats = new float[NUMBERS];
  private final JsonFactory jackson =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
  private byte[] body = new byte[0];
  private ByteBuffer direct = ByteBuffer.allocate(0);

  /** Makes the body, and sees that both readers take the same from it. */
  @Setup
  public void makeBody() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    String comma = gap.equals("space") ? ", " : ",";
    StringBuilder text = new StringBuilder("{\"data\":[");
    for (int i = 0; i < NUMBERS; i++) {
      text.append(i == 0 ? "" : comma).append(number(random));
    }
    body = text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    direct = ByteBuffer.allocateDirect(body.length).put(body).flip();
    jackson(new Counted());
    try (DenseTensor dense = (DenseTensor) decode()) {
      for (int i = 0; i < NUMBERS; i++) {
        if (dense.data().getFloat(i * Float.BYTES) != floats[i]) {
          throw new IllegalStateException("number " + i + " is read as two different ones");
        }
      }
    }
  }

  private String number(SplittableRandom random) {
    String sign = random.nextBoolean() ? "-" : "";
    return switch (digits) {
      case "shortest" -> Double.toString(random.nextGaussian()).replace('E', 'e');
      case "single" -> Float.toString(random.nextFloat()).replace('E', 'e');
      case "exponent" -> sign + String.format(Locale.ROOT, "%.3e", random.nextDouble(1e-3));
      case "whole" -> Integer.toString(random.nextInt(256));
      default -> {
        int count = Integer.parseInt(digits);
        String fraction = Long.toString(random.nextLong((long) Math.pow(10, count)));
        yield sign + "0." + "0".repeat(count - fraction.length()) + fraction;
      }
    };
  }

  @Benchmark
  public int scoria(Counted counted) {
    counted.jsonBytes += body.length;
    Tensor tensor = decode();
    int rank = tensor.shape().rank();
    tensor.close();
    return rank;
  }

  private Tensor decode() {
    try (BodyDecoder decoder = decoders.open(signature, BenchmarkLoop.ONE)) {
      for (int from = 0; from < body.length; from += CHUNK_BYTES) {
        decoder.feed(direct.limit(Math.min(from + CHUNK_BYTES, body.length)).position(from));
      }
      if (!(decoder.finish() instanceof Decoded.Inputs(List<Tensor> inputs))) {
        throw new IllegalStateException("the body was refused");
      }
      return inputs.getFirst();
    }
  }

  /** The fastest way that Jackson offers: tokens from an array, floats from its fast parser. */
  @Benchmark
  public float[] jackson(Counted counted) throws IOException {
    counted.jsonBytes += body.length;
    try (JsonParser parser = jackson.createParser(body)) {
      parser.nextToken();
      parser.nextToken();
      parser.nextToken();
      int count = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        floats[count++] = parser.getFloatValue();
      }
      return floats;
    }
  }
}
