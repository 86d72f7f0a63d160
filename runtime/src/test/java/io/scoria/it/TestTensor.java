package io.scoria.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of the test data.
 *
 * @param values row-major: Double, Float (for the three smaller floating types), BigInteger,
 *     Boolean or String
 */
record TestTensor(ElementType type, List<Integer> dims, List<Object> values) {
  /** Reads a serialized {@code TensorProto} (onnx.proto3). */
  static TestTensor read(Path file) throws IOException {
    return new Reader().read(CodedInputStream.newInstance(Files.readAllBytes(file)));
  }

  private static final class Reader {
    private final List<Integer> dims = new ArrayList<>();
    private final List<Object> numbers = new ArrayList<>(); // as the typed fields hold them
    private final List<Object> strings = new ArrayList<>();
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private boolean isRaw;
    private int dataType;

    TestTensor read(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        readField(in, tag);
      }
      ElementType type = OnnxType.of(dataType);
      return new TestTensor(type, dims, values(type));
    }

    private void readField(CodedInputStream in, int tag) throws IOException {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> repeated(in, tag, () -> dims.add(Math.toIntExact(in.readInt64())));
        case 2 -> dataType = in.readInt32();
        case 4 -> repeated(in, tag, () -> numbers.add(in.readFloat()));
        case 5 -> repeated(in, tag, () -> numbers.add((long) in.readInt32()));
        case 6 -> strings.add(in.readBytes().toStringUtf8());
        case 7, 11 -> repeated(in, tag, () -> numbers.add(in.readInt64()));
        case 9 -> readRaw(in.readBytes());
        case 10 -> repeated(in, tag, () -> numbers.add(in.readDouble()));
        default -> in.skipField(tag);
      }
    }

    private void readRaw(ByteString bytes) {
      raw = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      isRaw = true;
    }

    private interface Item {
      void read() throws IOException;
    }

    private static void repeated(CodedInputStream in, int tag, Item item) throws IOException {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        item.read();
        return;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        item.read();
      }
      in.popLimit(outer);
    }

    private List<Object> values(ElementType type) {
      if (type == ElementType.STRING) {
        return strings;
      }
      List<Object> values = new ArrayList<>();
      while (isRaw && raw.hasRemaining()) {
        values.add(fromRaw(type));
      }
      for (Object number : numbers) {
        values.add(number instanceof Long bits ? fromBits(type, bits) : number);
      }
      return values;
    }

    private Object fromRaw(ElementType type) {
      return switch (type) {
        case FLOAT -> raw.getFloat();
        case DOUBLE -> raw.getDouble();
        case INT64, UINT64 -> fromBits(type, raw.getLong());
        case INT32, UINT32 -> fromBits(type, raw.getInt());
        case INT16, UINT16, FLOAT16, BFLOAT16 -> fromBits(type, raw.getShort());
        case INT8, UINT8, BOOL -> fromBits(type, raw.get());
        case STRING -> throw new IllegalStateException("strings are never raw");
      };
    }

    private static Object fromBits(ElementType type, long bits) {
      return switch (type) {
        case FLOAT16 -> Float.float16ToFloat((short) bits);
        case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
        case BOOL -> bits != 0;
        case UINT8 -> BigInteger.valueOf(bits & 0xff);
        case UINT16 -> BigInteger.valueOf(bits & 0xffff);
        case UINT32 -> BigInteger.valueOf(bits & 0xffffffffL);
        case UINT64 -> new BigInteger(Long.toUnsignedString(bits));
        default -> BigInteger.valueOf(bits);
      };
    }
  }
}
