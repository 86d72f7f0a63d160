package io.scoria.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.scoria.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tensors of the test data as requests hold them, and as answers are compared with them. */
final class TensorJson {
  private static final double RELATIVE_TOLERANCE = 1e-3;
  private static final double ABSOLUTE_TOLERANCE = 1e-5;

  private TensorJson() {}

  /** The tensor as nested arrays. */
  static String write(TestTensor tensor) {
    StringBuilder text = new StringBuilder();
    write(text, tensor, 0, 0, tensor.values().size());
    return text.toString();
  }

  private static void write(
      StringBuilder text, TestTensor tensor, int axis, int first, int elements) {
    if (axis == tensor.dims().size()) {
      text.append(literal(tensor.values().get(first)));
      return;
    }
    int length = tensor.dims().get(axis);
    int step = length == 0 ? 0 : elements / length;
    text.append('[');
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? "" : ",");
      write(text, tensor, axis + 1, first + i * step, step);
    }
    text.append(']');
  }

  private static String literal(Object value) {
    return switch (value) {
      case Float f when !Float.isFinite(f) -> "\"" + f + "\"";
      case Double d when !Double.isFinite(d) -> "\"" + d + "\"";
      case String s -> TextNode.valueOf(s).toString();
      default -> value.toString();
    };
  }

  /** Null where the JSON value is the expected tensor, else the first difference. */
  static @Nullable String difference(TestTensor expected, JsonNode found) {
    return difference(expected, found, 0, 0, expected.values().size());
  }

  private static @Nullable String difference(
      TestTensor expected, JsonNode found, int axis, int first, int elements) {
    List<Integer> dims = expected.dims();
    if (axis == dims.size()) {
      Object value = expected.values().get(first);
      return isSame(expected.type(), value, found)
          ? null
          : "element %d: expected %s, found %s".formatted(first, value, found);
    }
    int length = dims.get(axis);
    if (!found.isArray() || found.size() != length) {
      return "axis %d at element %d: expected an array of %d of shape %s, found %.200s"
          .formatted(axis, first, length, dims, found);
    }
    int step = length == 0 ? 0 : elements / length;
    for (int i = 0; i < length; i++) {
      String inside = difference(expected, found.get(i), axis + 1, first + i * step, step);
      if (inside != null) {
        return inside;
      }
    }
    return null;
  }

  /** Null where two answers hold the same but for rounding, else the first difference. */
  static @Nullable String difference(JsonNode expected, JsonNode found) {
    if (expected.isNumber() && found.isNumber()) {
      double wanted = expected.doubleValue();
      double tolerance = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(wanted);
      boolean close = Math.abs(found.doubleValue() - wanted) <= tolerance;
      return close ? null : "expected %s, found %s".formatted(expected, found);
    }
    if (!expected.isContainerNode() || expected.size() != found.size()) {
      return expected.equals(found) ? null : "expected %s, found %s".formatted(expected, found);
    }
    for (var field : expected.properties()) {
      String inside = difference(field.getValue(), found.path(field.getKey()));
      if (inside != null) {
        return field.getKey() + ": " + inside;
      }
    }
    for (int i = 0; expected.isArray() && i < expected.size(); i++) {
      String inside = difference(expected.get(i), found.path(i));
      if (inside != null) {
        return "[" + i + "]" + inside;
      }
    }
    return null;
  }

  private static boolean isSame(ElementType type, Object expected, JsonNode found) {
    return switch (expected) {
      case Float f -> isClose(type, f, found);
      case Double d -> isClose(type, d, found);
      case Boolean b -> found.isBoolean() && found.booleanValue() == b;
      case String s -> found.isTextual() && found.textValue().equals(s);
      default -> found.isIntegralNumber() && found.bigIntegerValue().equals(expected);
    };
  }

  private static boolean isClose(ElementType type, double expected, JsonNode found) {
    if (!Double.isFinite(expected)) {
      return found.isTextual() && found.textValue().equals(Double.toString(expected));
    }
    double tolerance = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(expected);
    return found.isNumber()
        && Math.abs(readBack(type, found.doubleValue()) - expected) <= tolerance;
  }

  /** The value that a client gets from the decimal: 0.571 is 0.57080078125 in float16. */
  private static double readBack(ElementType type, double decimal) {
    return switch (type) {
      case FLOAT -> (float) decimal;
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) decimal));
      case BFLOAT16 -> toBfloat16((float) decimal);
      default -> decimal;
    };
  }

  /** To nearest, ties to even; only for what is finite. */
  private static float toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int roundedUp = bits + 0x7fff + (bits >>> 16 & 1);
    return Float.intBitsToFloat(roundedUp & 0xffff0000);
  }
}
