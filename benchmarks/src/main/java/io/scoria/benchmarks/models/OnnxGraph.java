package io.scoria.benchmarks.models;

import java.util.List;

/**
 * An ONNX graph of float32 tensors in the making; field numbers are those of onnx.proto3. Not
 * thread-safe.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;

  private static final int MODEL_IR_VERSION = 1;
  private static final int MODEL_PRODUCER = 2;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int OPSET_VERSION = 2;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int TENSOR_DIM = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;
  private static final int VALUE_NAME = 1;
  private static final int VALUE_TYPE = 2;
  private static final int TYPE_TENSOR = 1;
  private static final int TENSOR_TYPE_ELEMENT = 1;
  private static final int TENSOR_TYPE_SHAPE = 2;
  private static final int SHAPE_DIM = 1;
  private static final int DIM_VALUE = 1;
  private static final int DIM_NAME = 2;

  private final ProtoMessage graph;

  OnnxGraph(String name) {
    graph = new ProtoMessage().text(GRAPH_NAME, name);
  }

  /** An input of the shape [rows, rowShape...], rows being free. */
  OnnxGraph input(String name, List<Integer> rowShape) {
    graph.message(GRAPH_INPUT, value(name, rowShape));
    return this;
  }

  /** An output of the shape [rows, rowShape...], rows being free. */
  OnnxGraph output(String name, List<Integer> rowShape) {
    graph.message(GRAPH_OUTPUT, value(name, rowShape));
    return this;
  }

  OnnxGraph weights(String name, float[] values, int... shape) {
    ProtoMessage tensor = new ProtoMessage();
    for (int dim : shape) {
      tensor.number(TENSOR_DIM, dim);
    }
    tensor.number(TENSOR_TYPE, FLOAT).text(TENSOR_NAME, name).floats(TENSOR_RAW_DATA, values);
    graph.message(GRAPH_INITIALIZER, tensor);
    return this;
  }

  OnnxGraph node(String operator, List<String> inputs, String output, Attribute... attributes) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(NODE_INPUT, input));
    node.text(NODE_OUTPUT, output).text(NODE_OPERATOR, operator);
    for (Attribute attribute : attributes) {
      node.message(NODE_ATTRIBUTE, attribute.content());
    }
    graph.message(GRAPH_NODE, node);
    return this;
  }

  /** The content of a .onnx file. */
  byte[] toModel() {
    return new ProtoMessage()
        .number(MODEL_IR_VERSION, IR_VERSION)
        .text(MODEL_PRODUCER, "scoria-benchmarks")
        .message(MODEL_OPSET, new ProtoMessage().number(OPSET_VERSION, OPSET))
        .message(MODEL_GRAPH, graph)
        .toBytes();
  }

  private static ProtoMessage value(String name, List<Integer> rowShape) {
    ProtoMessage shape =
        new ProtoMessage().message(SHAPE_DIM, new ProtoMessage().text(DIM_NAME, "rows"));
    for (int dim : rowShape) {
      shape.message(SHAPE_DIM, new ProtoMessage().number(DIM_VALUE, dim));
    }
    ProtoMessage tensor =
        new ProtoMessage().number(TENSOR_TYPE_ELEMENT, FLOAT).message(TENSOR_TYPE_SHAPE, shape);
    return new ProtoMessage()
        .text(VALUE_NAME, name)
        .message(VALUE_TYPE, new ProtoMessage().message(TYPE_TENSOR, tensor));
  }
}
