package io.scoria.codec;

import io.scoria.call.Refusal;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes what a request is answered with, as JSON. */
public final class ResponseEncoder {
  private static final int BYTES_PER_ELEMENT = 12; // a guess that saves growing
  private static final int MAX_FIRST_BUFFER = 1 << 24;

  private ResponseEncoder() {}

  /**
   * {@code {"result": V}} for one output, {@code {"result": {"name": V, ...}}} for several.
   *
   * @param specs the outputs' specifications, in the order of the tensors
   * @param outputs still owned by the caller
   */
  public static ByteWriter encode(List<TensorSpec> specs, List<Tensor> outputs) {
    ByteWriter out = new ByteWriter(estimate(outputs));
    out.writeAscii("{\"result\":");
    if (outputs.size() == 1) {
      writeTensor(out, outputs.getFirst());
    } else {
      out.write('{');
      for (int i = 0; i < outputs.size(); i++) {
        if (i > 0) {
          out.write(',');
        }
        out.writeString(specs.get(i).name());
        out.write(':');
        writeTensor(out, outputs.get(i));
      }
      out.write('}');
    }
    out.write('}');
    return out;
  }

  /** {@code {"message": "...", "code": "..."}}. */
  public static ByteWriter encode(Refusal refusal) {
    ByteWriter out = new ByteWriter(refusal.message().length() + 64);
    out.writeAscii("{\"message\":");
    out.writeString(refusal.message());
    out.writeAscii(",\"code\":");
    out.writeString(refusal.reason().code());
    out.write('}');
    return out;
  }

  private static int estimate(List<Tensor> outputs) {
    long elements = 0;
    for (Tensor output : outputs) {
      elements += output.shape().elements();
    }
    return (int) Math.min(MAX_FIRST_BUFFER, 64 + elements * BYTES_PER_ELEMENT);
  }

  private static void writeTensor(ByteWriter out, Tensor tensor) {
    writeLevel(out, tensor, 0, 0, tensor.shape().elements());
  }

  /**
   * Writes what lies at one index of each axis before {@code axis}.
   *
   * @param first index of its first element
   * @param count how many elements lie there
   */
  private static void writeLevel(ByteWriter out, Tensor tensor, int axis, long first, long count) {
    Shape shape = tensor.shape();
    if (axis == shape.rank()) {
      writeElement(out, tensor, (int) first);
      return;
    }
    long length = shape.dim(axis);
    long step = length == 0 ? 0 : count / length;
    out.write('[');
    for (long i = 0; i < length; i++) {
      if (i > 0) {
        out.write(',');
      }
      writeLevel(out, tensor, axis + 1, first + i * step, step);
    }
    out.write(']');
  }

  private static void writeElement(ByteWriter out, Tensor tensor, int index) {
    switch (tensor) {
      case StringTensor strings -> out.writeString(strings.get(index));
      case DenseTensor dense -> writeElement(out, dense, dense.data(), index);
    }
  }

  private static void writeElement(ByteWriter out, DenseTensor tensor, ByteBuffer data, int index) {
    switch (tensor.type()) {
      case FLOAT -> DecimalWriter.write(out, data.getFloat(index * Float.BYTES));
      case DOUBLE -> DecimalWriter.write(out, data.getDouble(index * Double.BYTES));
      case FLOAT16 -> DecimalWriter.write(out, HalfFormat.FLOAT16, data.getShort(index * 2));
      case BFLOAT16 -> DecimalWriter.write(out, HalfFormat.BFLOAT16, data.getShort(index * 2));
      case BOOL -> out.writeAscii(data.get(index) != 0 ? "true" : "false");
      default -> out.writeAscii(integer(tensor, data, index));
    }
  }

  private static String integer(DenseTensor tensor, ByteBuffer data, int index) {
    return switch (tensor.type()) {
      case INT8 -> Integer.toString(data.get(index));
      case INT16 -> Integer.toString(data.getShort(index * Short.BYTES));
      case INT32 -> Integer.toString(data.getInt(index * Integer.BYTES));
      case INT64 -> Long.toString(data.getLong(index * Long.BYTES));
      case UINT8 -> Integer.toString(Byte.toUnsignedInt(data.get(index)));
      case UINT16 -> Integer.toString(Short.toUnsignedInt(data.getShort(index * Short.BYTES)));
      case UINT32 -> Integer.toUnsignedString(data.getInt(index * Integer.BYTES));
      case UINT64 -> Long.toUnsignedString(data.getLong(index * Long.BYTES));
      default -> throw new IllegalStateException(tensor.type() + " is not an integer type");
    };
  }
}
