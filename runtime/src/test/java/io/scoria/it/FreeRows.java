package io.scoria.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes an ONNX model for one number of rows into the same for any: the first dimension of its
 * inputs and outputs becomes a free one. Field numbers are those of onnx.proto3.
 */
final class FreeRows {
  private static final int GRAPH = 7;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int VALUE_INFO = 13; // shapes inside, which would no longer be true
  private static final UnknownFieldSet ROWS =
      UnknownFieldSet.newBuilder().addField(2, bytes(ByteString.copyFromUtf8("rows"))).build();

  private FreeRows() {}

  private interface Edit {
    UnknownFieldSet of(UnknownFieldSet message) throws InvalidProtocolBufferException;
  }

  static byte[] of(byte[] model) throws InvalidProtocolBufferException {
    return edit(UnknownFieldSet.parseFrom(model), GRAPH, FreeRows::ofGraph).toByteArray();
  }

  private static UnknownFieldSet ofGraph(UnknownFieldSet graph)
      throws InvalidProtocolBufferException {
    Set<String> constants =
        graph.getField(INITIALIZER).getLengthDelimitedList().stream()
            .map(FreeRows::tensorName)
            .collect(Collectors.toSet());
    Edit free = value -> constants.contains(text(value, 1)) ? value : ofValue(value);
    UnknownFieldSet inputs = edit(graph, INPUT, free);
    return edit(inputs, OUTPUT, free).toBuilder().clearField(VALUE_INFO).build();
  }

  private static String tensorName(ByteString tensor) {
    try {
      return text(UnknownFieldSet.parseFrom(tensor), 8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String text(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
  }

  /** Its type, that of a tensor, its shape, and of that the first dimension. */
  private static UnknownFieldSet ofValue(UnknownFieldSet value)
      throws InvalidProtocolBufferException {
    return edit(value, 2, type -> edit(type, 1, tensor -> edit(tensor, 2, FreeRows::ofShape)));
  }

  private static UnknownFieldSet ofShape(UnknownFieldSet shape) {
    Field.Builder dims = Field.newBuilder();
    int axis = 0;
    for (ByteString dim : shape.getField(1).getLengthDelimitedList()) {
      dims.addLengthDelimited(axis == 0 ? ROWS.toByteString() : dim);
      axis++;
    }
    return UnknownFieldSet.newBuilder().addField(1, dims.build()).build();
  }

  /** Each message of a field edited. */
  private static UnknownFieldSet edit(UnknownFieldSet message, int field, Edit edit)
      throws InvalidProtocolBufferException {
    Field.Builder edited = Field.newBuilder();
    for (ByteString value : message.getField(field).getLengthDelimitedList()) {
      edited.addLengthDelimited(edit.of(UnknownFieldSet.parseFrom(value)).toByteString());
    }
    return message.toBuilder().clearField(field).addField(field, edited.build()).build();
  }

  private static Field bytes(ByteString value) {
    return Field.newBuilder().addLengthDelimited(value).build();
  }
}
