package io.scoria.benchmarks.endtoend;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Bodies of requests. The same values, whatever the wire. */
final class Bodies {
  private static final float[] FLOWER = {5.1f, 3.4f, 1.5f, 0.2f};

  private Bodies() {}

  static byte[] of(Workload workload, Wire wire) {
    float[] values = values(workload);
    return switch (wire) {
      case JSON -> json(values, workload.rows(), workload.model().rowShape());
      case BINARY -> binary(values);
    };
  }

  private static float[] values(Workload workload) {
    float[] values = new float[workload.rows() * workload.model().rowElements()];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          workload == Workload.IRIS ? FLOWER[i % FLOWER.length] : (float) random.nextDouble();
    }
    return values;
  }

  static byte[] binary(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** {@code {"data":V}}, V being nested as the shape [rows, rowShape...] says. */
  static byte[] json(float[] values, int rows, List<Integer> rowShape) {
    StringBuilder text = new StringBuilder("{\"data\":[");
    int rowElements = values.length / rows;
    for (int row = 0; row < rows; row++) {
      text.append(row == 0 ? "" : ",");
      nest(text, values, row * rowElements, rowShape);
    }
    return text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Appends the values from an offset on that fill the shape. Returns the offset after them. */
  private static int nest(StringBuilder text, float[] values, int offset, List<Integer> shape) {
    if (shape.isEmpty()) {
      text.append(values[offset]);
      return offset + 1;
    }
    int next = offset;
    for (int i = 0; i < shape.getFirst(); i++) {
      text.append(i == 0 ? '[' : ',');
      next = nest(text, values, next, shape.subList(1, shape.size()));
    }
    text.append(']');
    return next;
  }
}
