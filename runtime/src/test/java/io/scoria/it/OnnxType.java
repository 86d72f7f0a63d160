package io.scoria.it;

import io.scoria.tensor.ElementType;

/** Numbers of {@code TensorProto.DataType} in onnx.proto3. */
final class OnnxType {
  private OnnxType() {}

  static ElementType of(int dataType) {
    return switch (dataType) {
      case 1 -> ElementType.FLOAT;
      case 2 -> ElementType.UINT8;
      case 3 -> ElementType.INT8;
      case 4 -> ElementType.UINT16;
      case 5 -> ElementType.INT16;
      case 6 -> ElementType.INT32;
      case 7 -> ElementType.INT64;
      case 8 -> ElementType.STRING;
      case 9 -> ElementType.BOOL;
      case 10 -> ElementType.FLOAT16;
      case 11 -> ElementType.DOUBLE;
      case 12 -> ElementType.UINT32;
      case 13 -> ElementType.UINT64;
      case 16 -> ElementType.BFLOAT16;
      default -> throw new IllegalArgumentException("data type " + dataType);
    };
  }

  static int number(ElementType type) {
    for (int number = 1; number <= 16; number++) {
      boolean known = number != 14 && number != 15; // complex64, complex128
      if (known && of(number) == type) {
        return number;
      }
    }
    throw new IllegalArgumentException("no number for " + type);
  }
}
