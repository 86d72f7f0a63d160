package io.scoria.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.TensorSpec;

/**
 * The JSON Schema of a tensor as nested arrays. It keeps to the words that all three versions have.
 */
final class TensorSchema {
  private static final String NOT_FINITE =
      "; values that are not finite are the strings \"NaN\", \"Infinity\" and \"-Infinity\"";

  private TensorSchema() {}

  /** The schema, which says what the tensor is: {@code features: float [rows, 4]}. */
  static ObjectNode of(TensorSpec spec) {
    String special = spec.type().isFloating() ? NOT_FINITE : "";
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("description", spec + special);
    return spec.shape().ranked() ? schema.setAll(level(spec, 0)) : schema;
  }

  private static ObjectNode level(TensorSpec spec, int axis) {
    ShapeSpec shape = spec.shape();
    if (axis == shape.rank()) {
      return element(spec.type());
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", level(spec, axis + 1));
    if (!shape.isFree(axis)) {
      schema.put("minItems", shape.dim(axis)).put("maxItems", shape.dim(axis));
    }
    return schema;
  }

  private static ObjectNode element(ElementType type) {
    return switch (type) {
      case FLOAT -> typed("number").put("format", "float");
      case DOUBLE -> typed("number").put("format", "double");
      case FLOAT16, BFLOAT16 -> typed("number"); // no format is that narrow
      case INT8 -> integer("int32", Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> integer("int32", Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 -> typed("integer").put("format", "int32");
      case INT64 -> typed("integer").put("format", "int64");
      case UINT8 -> integer("int32", 0, 0xff);
      case UINT16 -> integer("int32", 0, 0xffff);
      case UINT32 -> integer("int64", 0, 0xffff_ffffL);
      case UINT64 -> typed("integer").put("minimum", 0); // no format is that wide
      case BOOL -> typed("boolean");
      case STRING -> typed("string");
    };
  }

  private static ObjectNode integer(String format, long minimum, long maximum) {
    return typed("integer").put("format", format).put("minimum", minimum).put("maximum", maximum);
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
