package io.scoria.benchmarks.models;

/** An attribute of an operator: an AttributeProto of onnx.proto3, whose field numbers these are. */
record Attribute(String name, ProtoMessage content) {
  private static final int NAME = 1;
  private static final int INT = 3;
  private static final int INTS = 8;
  private static final int TYPE = 20;
  private static final int TYPE_INT = 2;
  private static final int TYPE_INTS = 7;

  static Attribute of(String name, long value) {
    return new Attribute(
        name, new ProtoMessage().text(NAME, name).number(INT, value).number(TYPE, TYPE_INT));
  }

  static Attribute of(String name, long first, long second, long... others) {
    ProtoMessage content =
        new ProtoMessage().text(NAME, name).number(INTS, first).number(INTS, second);
    for (long other : others) {
      content.number(INTS, other);
    }
    return new Attribute(name, content.number(TYPE, TYPE_INTS));
  }
}
