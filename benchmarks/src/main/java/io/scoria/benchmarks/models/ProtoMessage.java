package io.scoria.benchmarks.models;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A protocol buffer message in the making. Not thread-safe. */
final class ProtoMessage {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Write {
    void to(CodedOutputStream out) throws IOException;
  }

  ProtoMessage number(int field, long value) {
    return write(o -> o.writeInt64(field, value));
  }

  ProtoMessage text(int field, String value) {
    return write(o -> o.writeString(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    byte[] content = value.toBytes();
    return write(o -> o.writeByteArray(field, content));
  }

  /** Little-endian, as {@code raw_data} of a TensorProto has it. */
  ProtoMessage floats(int field, float[] values) {
    ByteBuffer raw =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return write(o -> o.writeByteArray(field, raw.array()));
  }

  byte[] toBytes() {
    write(CodedOutputStream::flush);
    return bytes.toByteArray();
  }

  private ProtoMessage write(Write write) {
    try {
      write.to(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory does not fail", e);
    }
  }
}
