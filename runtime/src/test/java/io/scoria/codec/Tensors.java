package io.scoria.codec;

import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes tensors for tests, and shows them. */
final class Tensors {
  private Tensors() {}

  /**
   * A tensor on the heap.
   *
   * @param fill puts the elements, in order
   */
  static DenseTensor dense(ElementType type, Shape shape, Consumer<ByteBuffer> fill) {
    int bytes = Math.toIntExact(shape.elements() * type.bytes());
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    fill.accept(data);
    if (data.hasRemaining()) {
      throw new AssertionError("the elements do not fill " + shape);
    }
    return new DenseTensor(type, shape, data.rewind(), () -> {});
  }

  /** One line for each: type, shape, elements in order; 16-bit floats by their bits. */
  static String describe(List<Tensor> tensors) {
    return tensors.stream().map(Tensors::describe).collect(Collectors.joining("\n"));
  }

  static String describeAndClose(List<Tensor> tensors) {
    String text = describe(tensors);
    Tensor.closeAll(tensors);
    return text;
  }

  private static String describe(Tensor tensor) {
    StringJoiner text = new StringJoiner(" ").add(tensor.type() + " " + tensor.shape());
    for (int i = 0; i < tensor.shape().elements(); i++) {
      text.add(
          switch (tensor) {
            case StringTensor strings -> "'" + strings.get(i) + "'";
            case DenseTensor dense -> element(dense.type(), dense.data(), i);
          });
    }
    return text.toString();
  }

  private static String element(ElementType type, ByteBuffer data, int index) {
    int at = index * type.bytes();
    return switch (type) {
      case FLOAT -> Float.toString(data.getFloat(at));
      case DOUBLE -> Double.toString(data.getDouble(at));
      case FLOAT16, BFLOAT16 -> "%04x".formatted(data.getShort(at));
      case INT8 -> Byte.toString(data.get(at));
      case UINT8 -> Integer.toString(data.get(at) & 0xff);
      case INT16 -> Short.toString(data.getShort(at));
      case INT32 -> Integer.toString(data.getInt(at));
      case INT64 -> Long.toString(data.getLong(at));
      case BOOL -> data.get(at) == 1 ? "true" : data.get(at) == 0 ? "false" : "neither";
      default -> throw new AssertionError(type + " is no input");
    };
  }
}
