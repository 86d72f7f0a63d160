package io.scoria.codec;

import io.scoria.call.Outcome;
import io.scoria.call.Refusal;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes what a request is answered with, as JSON. */
public final class ResponseEncoder {
  private static final int AROUND = 40; // the elements: names, brackets, room for the last decimal
  private static final int BYTES_PER_ELEMENT = 12; // a guess that saves growing
  private static final int MAX_FIRST_BUFFER = 1 << 24;
  private static final ThreadLocal<DecimalWriter> DECIMALS =
      ThreadLocal.withInitial(DecimalWriter::new);

  private final ByteWriter out;
  private final DecimalWriter decimals = DECIMALS.get();

  private final Outcome.Scored scored;

  private ResponseEncoder(ByteWriter out, Outcome.Scored scored) {
    this.out = out;
    this.scored = scored;
  }

  /**
   * {@code {"result": V}} for one output, {@code {"result": {"name": V, ...}}} for several; in the
   * other form {@code {"Results": {"name": V, ...}}} for any number.
   *
   * @param specs the outputs' specifications, in the order of the tensors
   * @param scored its tensors are only read
   */
  public static ByteWriter encode(List<TensorSpec> specs, Outcome.Scored scored, AnswerForm form) {
    ByteWriter out = new ByteWriter(estimate(scored));
    ResponseEncoder encoder = new ResponseEncoder(out, scored);
    List<Tensor> outputs = scored.outputs();
    boolean named = form == AnswerForm.RESULTS;
    out.writeAscii(named ? "{\"Results\":" : "{\"result\":");
    if (outputs.size() == 1 && !named) {
      encoder.writeTensor(outputs.getFirst());
    } else {
      encoder.writeNamed(specs, outputs);
    }
    out.write('}');
    return out;
  }

  /** The tensor as nested arrays; it is only read. */
  static void write(ByteWriter out, Tensor tensor) {
    new ResponseEncoder(out, Outcome.Scored.whole(List.of(tensor), Outcome.Run.NONE))
        .writeTensor(tensor);
  }

  /** As the other, in the form of a request with {@code data}. */
  public static ByteWriter encode(List<TensorSpec> specs, Outcome.Scored scored) {
    return encode(specs, scored, AnswerForm.RESULT);
  }

  private void writeNamed(List<TensorSpec> specs, List<Tensor> outputs) {
    out.write('{');
    for (int i = 0; i < outputs.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeString(specs.get(i).name());
      out.write(':');
      writeTensor(outputs.get(i));
    }
    out.write('}');
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

  private static int estimate(Outcome.Scored scored) {
    long elements = 0;
    for (Tensor output : scored.outputs()) {
      Shape shape = output.shape();
      boolean whole = scored.rows() == Outcome.Scored.WHOLE;
      elements += whole ? shape.elements() : shape.elements() / shape.dim(0) * scored.rows();
    }
    return (int) Math.min(MAX_FIRST_BUFFER, AROUND + elements * BYTES_PER_ELEMENT);
  }

  private void writeTensor(Tensor tensor) {
    long elements = tensor.shape().elements();
    if (scored.rows() == Outcome.Scored.WHOLE) {
      writeLevel(tensor, 0, 0, elements);
      return;
    }
    long perRow = elements / tensor.shape().dim(0);
    writeArray(tensor, 0, scored.rows(), scored.firstRow() * perRow, perRow);
  }

  /**
   * Writes what lies at one index of each axis before {@code axis}.
   *
   * @param first index of its first element
   * @param count how many elements lie there
   */
  private void writeLevel(Tensor tensor, int axis, long first, long count) {
    Shape shape = tensor.shape();
    if (axis == shape.rank()) {
      writeElement(tensor, (int) first);
      return;
    }
    long length = shape.dim(axis);
    writeArray(tensor, axis, length, first, length == 0 ? 0 : count / length);
  }

  private void writeArray(Tensor tensor, int axis, long length, long first, long step) {
    out.write('[');
    if (axis == tensor.shape().rank() - 1
        && tensor instanceof DenseTensor dense
        && dense.type() == ElementType.FLOAT) {
      writeFloats(dense.data(), (int) first, (int) length);
      out.write(']');
      return;
    }
    for (long i = 0; i < length; i++) {
      if (i > 0) {
        out.write(',');
      }
      writeLevel(tensor, axis + 1, first + i * step, step);
    }
    out.write(']');
  }

  /** Most arrays are of floats; they need not ask for their type at each. */
  private void writeFloats(ByteBuffer data, int first, int count) {
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.write(',');
      }
      decimals.write(out, data.getFloat((first + i) * Float.BYTES));
    }
  }

  private void writeElement(Tensor tensor, int index) {
    switch (tensor) {
      case StringTensor strings -> out.writeString(strings.get(index));
      case DenseTensor dense -> writeElement(dense.type(), dense.data(), index);
    }
  }

  private void writeElement(ElementType type, ByteBuffer data, int index) {
    switch (type) {
      case FLOAT -> decimals.write(out, data.getFloat(index * Float.BYTES));
      case DOUBLE -> decimals.write(out, data.getDouble(index * Double.BYTES));
      case FLOAT16 -> decimals.write(out, HalfFormat.FLOAT16, data.getShort(index * Short.BYTES));
      case BFLOAT16 -> decimals.write(out, HalfFormat.BFLOAT16, data.getShort(index * Short.BYTES));
      case BOOL -> out.writeAscii(data.get(index) != 0 ? "true" : "false");
      case UINT64 -> out.writeAscii(Long.toUnsignedString(data.getLong(index * Long.BYTES)));
      default -> out.writeInteger(integer(type, data, index));
    }
  }

  private static long integer(ElementType type, ByteBuffer data, int index) {
    return switch (type) {
      case INT8 -> data.get(index);
      case INT16 -> data.getShort(index * Short.BYTES);
      case INT32 -> data.getInt(index * Integer.BYTES);
      case INT64 -> data.getLong(index * Long.BYTES);
      case UINT8 -> Byte.toUnsignedLong(data.get(index));
      case UINT16 -> Short.toUnsignedLong(data.getShort(index * Short.BYTES));
      case UINT32 -> Integer.toUnsignedLong(data.getInt(index * Integer.BYTES));
      default -> throw new IllegalStateException(type + " is not an integer type");
    };
  }
}
