package io.scoria.engine.ort;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What the runtime's Java binding does not tell of an ONNX file: its operators, the files that its
 * weights lie in beside it, and which values of the graph state no shape. The binding shows those
 * as if they were scalars. Field numbers are those of onnx.proto3.
 */
final class OnnxFile {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int NODE_OPERATOR = 4;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int VALUE_NAME = 1;
  private static final int VALUE_TYPE = 2;
  private static final int TYPE_TENSOR = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int INITIALIZER_EXTERNAL_DATA = 13;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;
  private static final String LOCATION = "location";

  private final Set<String> unranked = new HashSet<>();
  private final Set<String> operators = new HashSet<>();
  private final Set<String> locations = new HashSet<>();

  private OnnxFile() {}

  /**
   * Reads past the weights, which may be larger than the Java heap: a buffer over the mapped file
   * would be copied there as a whole.
   *
   * @throws IOException if the file cannot be read, or is not in the form of a protocol buffer
   */
  static OnnxFile read(Path model) throws IOException {
    OnnxFile file = new OnnxFile();
    try (InputStream in = Files.newInputStream(model)) {
      file.readModel(CodedInputStream.newInstance(in));
    }
    return file;
  }

  /** True where the input or output of that name is a tensor of no stated rank. */
  boolean isUnranked(String value) {
    return unranked.contains(value);
  }

  /** The operators of the graph itself; one with a graph of its own is there under its name. */
  Set<String> operators() {
    return operators;
  }

  /**
   * The files of weights that do not lie in this one, as they are named: relative to its folder.
   */
  Set<String> locations() {
    return locations;
  }

  private void readModel(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == MODEL_GRAPH) {
        inside(in, this::readGraph);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void readGraph(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field == GRAPH_INPUT || field == GRAPH_OUTPUT) {
        inside(in, this::readValue);
      } else if (field == GRAPH_NODE) {
        inside(in, this::readNode);
      } else if (field == GRAPH_INITIALIZER) {
        inside(in, this::readInitializer);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void readNode(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == NODE_OPERATOR) {
        operators.add(in.readString());
      } else {
        in.skipField(tag);
      }
    }
  }

  private void readInitializer(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == INITIALIZER_EXTERNAL_DATA) {
        inside(in, this::readExternalData);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void readExternalData(CodedInputStream in) throws IOException {
    String key = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case ENTRY_KEY -> key = in.readString();
        case ENTRY_VALUE -> value = in.readString();
        default -> in.skipField(tag);
      }
    }
    if (key.equals(LOCATION)) {
      locations.add(value);
    }
  }

  private void readValue(CodedInputStream in) throws IOException {
    String name = "";
    boolean[] ranked = new boolean[1];
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case VALUE_NAME -> name = in.readString();
        case VALUE_TYPE -> inside(in, type -> ranked[0] |= statesShape(type));
        default -> in.skipField(tag);
      }
    }
    if (!ranked[0]) {
      unranked.add(name);
    }
  }

  private static boolean statesShape(CodedInputStream in) throws IOException {
    boolean[] stated = new boolean[1];
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == TYPE_TENSOR) {
        inside(in, tensor -> stated[0] |= hasField(tensor, TENSOR_SHAPE));
      } else {
        in.skipField(tag);
      }
    }
    return stated[0];
  }

  private static boolean hasField(CodedInputStream in, int wanted) throws IOException {
    boolean found = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      found |= WireFormat.getTagFieldNumber(tag) == wanted;
      in.skipField(tag);
    }
    return found;
  }

  private interface MessageReader {
    void read(CodedInputStream in) throws IOException;
  }

  private static void inside(CodedInputStream in, MessageReader reader) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    reader.read(in);
    in.popLimit(outer);
  }
}
