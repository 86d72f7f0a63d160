package io.scoria.codec;

import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Requests made up from a signature alone. */
public final class SampleBody {
  private SampleBody() {}

  /** A body of zeros, false and empty strings, with 1 for every free dimension. */
  public static String zeros(Signature signature) {
    String data =
        signature.inputs().size() == 1
            ? value(signature.inputs().getFirst(), 0)
            : signature.inputs().stream()
                .map(input -> quoted(input.name()) + ": " + value(input, 0))
                .collect(Collectors.joining(", ", "{", "}"));
    return "{\"data\": " + data + "}";
  }

  private static String value(TensorSpec input, int axis) {
    ShapeSpec shape = input.shape();
    if (axis == shape.rank()) {
      return zero(input.type());
    }
    long length = shape.isFree(axis) ? 1 : shape.dim(axis);
    String inner = length == 0 ? "" : value(input, axis + 1);
    StringBuilder text = new StringBuilder("[");
    for (long i = 0; i < length; i++) {
      text.append(i == 0 ? "" : ", ").append(inner);
    }
    return text.append(']').toString();
  }

  private static String zero(ElementType type) {
    return switch (type) {
      case BOOL -> "false";
      case STRING -> "\"\"";
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> "0.0";
      default -> "0";
    };
  }

  private static String quoted(String name) {
    ByteWriter out = new ByteWriter(name.length() + 2);
    out.writeString(name);
    return StandardCharsets.UTF_8.decode(out.toBuffer()).toString();
  }
}
