package io.scoria.it;

import io.scoria.tensor.ElementType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes an ONNX model of a few nodes. Field numbers are those of onnx.proto3. Not thread-safe.
 *
 * <p>A shape is given as texts: {@code "4"} is a fixed dimension, {@code "rows"} a named free one,
 * {@code "?"} a free one without a name.
 */
final class TinyModel {
  /** In the place of a shape: the model states none. */
  static final String[] UNRANKED = {"unranked"};

  private static final int IR_VERSION = 8;
  private static final int ATTRIBUTE_INT = 2;

  private final Proto graph = new Proto().text(2, "graph");
  private final int opset;

  TinyModel(int opset) {
    this.opset = opset;
  }

  /** One input {@code x}, one output {@code y}, which is the input. */
  static TinyModel identity(ElementType type, String... shape) {
    return new TinyModel(16)
        .input("x", type, shape)
        .node("Identity", List.of("x"), List.of("y"))
        .output("y", type, shape);
  }

  TinyModel node(String operator, List<String> inputs, List<String> outputs) {
    graph.message(1, nodeOf(operator, inputs, outputs));
    return this;
  }

  TinyModel node(
      String operator, List<String> inputs, List<String> outputs, String attribute, long value) {
    Proto setting = new Proto().text(1, attribute).number(3, value).number(20, ATTRIBUTE_INT);
    graph.message(1, nodeOf(operator, inputs, outputs).message(5, setting));
    return this;
  }

  private static Proto nodeOf(String operator, List<String> inputs, List<String> outputs) {
    Proto node = new Proto();
    inputs.forEach(name -> node.text(1, name));
    outputs.forEach(name -> node.text(2, name));
    return node.text(4, operator);
  }

  TinyModel input(String name, ElementType type, String... shape) {
    graph.message(11, value(name, tensorType(type, shape)));
    return this;
  }

  TinyModel output(String name, ElementType type, String... shape) {
    graph.message(12, value(name, tensorType(type, shape)));
    return this;
  }

  /** An output that is a sequence of tensors. */
  TinyModel sequenceOutput(String name, ElementType type) {
    Proto sequence = new Proto().message(1, tensorType(type, UNRANKED));
    graph.message(12, value(name, new Proto().message(4, sequence)));
    return this;
  }

  /** A constant vector of floats in a file beside the model. */
  TinyModel floatsBeside(String name, String location, long count) {
    Proto where = new Proto().text(1, "location").text(2, location);
    Proto tensor = new Proto().number(1, count).number(2, 1).text(8, name);
    graph.message(5, tensor.message(13, where).number(14, 1));
    return this;
  }

  /** A constant vector of floats. */
  TinyModel floats(String name, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    return constant(name, ElementType.FLOAT, values.length, new Proto().bytes(9, raw.array()));
  }

  /** A constant vector of strings. */
  TinyModel strings(String name, String... values) {
    Proto data = new Proto();
    for (String value : values) {
      data.bytes(6, value.getBytes(StandardCharsets.UTF_8));
    }
    return constant(name, ElementType.STRING, values.length, data);
  }

  private TinyModel constant(String name, ElementType type, int length, Proto tensor) {
    tensor.number(1, length).number(2, OnnxType.number(type)).text(8, name);
    graph.message(5, tensor);
    return this;
  }

  private static Proto value(String name, Proto type) {
    return new Proto().text(1, name).message(2, type);
  }

  private static Proto tensorType(ElementType type, String... shape) {
    Proto tensor = new Proto().number(1, OnnxType.number(type));
    if (!Arrays.equals(shape, UNRANKED)) {
      Proto dims = new Proto();
      for (String dim : shape) {
        dims.message(1, dimension(dim));
      }
      tensor.message(2, dims);
    }
    return new Proto().message(1, tensor);
  }

  private static Proto dimension(String dim) {
    if (dim.equals("?")) {
      return new Proto();
    }
    boolean fixed = dim.chars().allMatch(Character::isDigit);
    return fixed ? new Proto().number(1, Long.parseLong(dim)) : new Proto().text(2, dim);
  }

  byte[] toBytes() {
    Proto operators = new Proto().text(1, "").number(2, opset);
    return new Proto()
        .number(1, IR_VERSION)
        .text(2, "test")
        .message(7, graph)
        .message(8, operators)
        .toBytes();
  }

  /** Writes {@code model.onnx} into the folder, and gives the folder. */
  Path writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("model.onnx"), toBytes());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
