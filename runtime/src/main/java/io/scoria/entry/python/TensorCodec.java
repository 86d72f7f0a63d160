package io.scoria.entry.python;

import io.scoria.call.Outcome;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors in a message. A count (u8); of each tensor the sizes of its name (u16) and of its type's
 * name (u8), its rank (u8), the name, the type, the dimensions (i64), the size of its elements
 * (u64) and these; a string is its size (u32) and its bytes in UTF-8. All little-endian.
 */
final class TensorCodec {
  private static final int MAX_TENSORS = 255;

  private TensorCodec() {}

  /**
   * What stands before the elements of a tensor.
   *
   * @param bytes of the elements, which follow
   */
  record Head(String name, ElementType type, Shape shape, int bytes) {}

  /** Reads up to the elements. */
  static Head readHead(ByteBuffer source) {
    int nameBytes = Short.toUnsignedInt(source.getShort());
    int typeBytes = Byte.toUnsignedInt(source.get());
    long[] dims = new long[Byte.toUnsignedInt(source.get())];
    String name = Texts.text(source, nameBytes);
    String type = Texts.text(source, typeBytes);
    Arrays.setAll(dims, axis -> source.getLong());
    return new Head(name, type(type), Shape.of(dims), Math.toIntExact(source.getLong()));
  }

  private static ElementType type(String name) {
    for (ElementType type : ElementType.values()) {
      if (type.toString().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("there is no element type " + name);
  }

  /** Reads the elements of a tensor of strings. */
  static StringTensor readStrings(Head head, ByteBuffer source) {
    long count = head.shape().elements();
    if (count > source.remaining() / Integer.BYTES) {
      throw new BufferUnderflowException();
    }
    String[] values = new String[(int) count];
    Arrays.setAll(values, i -> Texts.text(source, source.getInt()));
    return new StringTensor(head.shape(), values);
  }

  /** The outputs of a call under these names. */
  static ByteBuffer encode(List<String> names, Outcome.Scored scored) {
    int count = Math.min(names.size(), MAX_TENSORS);
    Output[] outputs = new Output[count];
    long size = 1;
    for (int i = 0; i < count; i++) {
      outputs[i] = Output.of(names.get(i), scored.outputs().get(i), scored);
      size += outputs[i].size();
    }
    if (size > FrameChannel.MAX_PAYLOAD) {
      throw new IllegalArgumentException("the outputs are too large: " + size + " bytes");
    }
    ByteBuffer target = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    target.put((byte) count);
    for (Output output : outputs) {
      output.write(target);
    }
    return target.flip();
  }

  private record Output(ByteBuffer name, ElementType type, Shape shape, ByteBuffer data) {
    /** A tensor, or the call's rows of it. */
    static Output of(String name, Tensor tensor, Outcome.Scored scored) {
      ByteBuffer spelled = StandardCharsets.UTF_8.encode(name);
      Shape shape = tensor.shape();
      if (scored.rows() == Outcome.Scored.WHOLE) {
        int elements = Math.toIntExact(shape.elements());
        return new Output(spelled, tensor.type(), shape, data(tensor, 0, elements));
      }
      long[] dims = shape.toArray();
      long perRow = dims[0] == 0 ? 0 : shape.elements() / dims[0];
      dims[0] = scored.rows();
      int first = Math.toIntExact(scored.firstRow() * perRow);
      int count = Math.toIntExact(scored.rows() * perRow);
      return new Output(spelled, tensor.type(), Shape.of(dims), data(tensor, first, count));
    }

    private static ByteBuffer data(Tensor tensor, int first, int count) {
      return switch (tensor) {
        case DenseTensor dense -> {
          int bytes = dense.type().bytes();
          yield dense.data().slice(first * bytes, count * bytes);
        }
        case StringTensor strings ->
            Texts.encode(Arrays.asList(strings.values()).subList(first, first + count));
      };
    }

    long size() {
      int type = type().toString().length();
      return 4L + name.remaining() + type + 8L * shape.rank() + 8 + data.remaining();
    }

    void write(ByteBuffer target) {
      byte[] typeName = type.toString().getBytes(StandardCharsets.US_ASCII);
      target
          .putShort((short) name.remaining())
          .put((byte) typeName.length)
          .put((byte) shape.rank());
      target.put(name.duplicate()).put(typeName);
      for (long dim : shape.toArray()) {
        target.putLong(dim);
      }
      target.putLong(data.remaining()).put(data);
    }
  }
}
