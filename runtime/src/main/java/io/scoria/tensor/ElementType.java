package io.scoria.tensor;

/**
 * The type of one element of a tensor, as named by ONNX (onnx.proto3, {@code
 * TensorProto.DataType}).
 */
public enum ElementType {
  FLOAT("float", 4),
  DOUBLE("double", 8),
  FLOAT16("float16", 2),
  BFLOAT16("bfloat16", 2),
  INT8("int8", 1),
  INT16("int16", 2),
  INT32("int32", 4),
  INT64("int64", 8),
  UINT8("uint8", 1),
  UINT16("uint16", 2),
  UINT32("uint32", 4),
  UINT64("uint64", 8),
  BOOL("bool", 1),
  STRING("string", 0);

  private final String onnxName;
  private final int bytes;

  ElementType(String onnxName, int bytes) {
    this.onnxName = onnxName;
    this.bytes = bytes;
  }

  /** Bytes of one element; 0 for strings, whose size is their own. */
  public int bytes() {
    return bytes;
  }

  /** True for the four binary floating-point types, which have NaN and infinities. */
  public boolean isFloating() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  @Override
  public String toString() {
    return onnxName;
  }
}
