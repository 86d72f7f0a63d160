package io.scoria.it;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one protocol buffer message, field by field. Not thread-safe. */
final class Proto {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Write {
    void write() throws IOException;
  }

  Proto number(int field, long value) {
    return write(() -> out.writeInt64(field, value));
  }

  Proto text(int field, String value) {
    return write(() -> out.writeString(field, value));
  }

  Proto bytes(int field, byte[] value) {
    return write(() -> out.writeByteArray(field, value));
  }

  Proto message(int field, Proto value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    write(out::flush);
    return bytes.toByteArray();
  }

  private Proto write(Write write) {
    try {
      write.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
