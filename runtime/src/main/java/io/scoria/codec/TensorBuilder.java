package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds one input from the tokens of its JSON value: each number goes straight into the buffer
 * that the engine will read. Owns that buffer until {@link #build} hands it over. Each method gives
 * null, or why the value cannot be this input; after that the builder is only closed.
 */
final class TensorBuilder implements AutoCloseable {
  private static final long STRING_STEP_BYTES = 16 << 10;
  private static final int STRING_OVERHEAD_BYTES = 64; // object, array header, reference

  private final TensorSpec spec;
  private final RequestMemory memory;
  private final NumberParser numbers;
  private final Nesting nesting;
  private final long maxElements; // that are kept: those of the model's shape
  private final InputLimits limits;
  private final long mostElements; // that may come
  private final GrowingBuffer elements;
  private final FloatRun run = new FloatRun();
  private @Nullable List<String> strings; // where they are the elements
  private long stringBytes;
  private long reservedBytes; // for strings

  TensorBuilder(TensorSpec spec, RequestMemory memory, NumberParser numbers, InputLimits limits) {
    this.spec = spec;
    this.limits = limits;
    mostElements = limits.elements(spec);
    elements = new GrowingBuffer(spec.name(), memory);
    this.memory = memory;
    this.numbers = numbers;
    nesting = new Nesting();
    boolean bounded = spec.shape().ranked() && spec.shape().freeDims() == 0;
    maxElements = bounded ? spec.shape().fixedElements() : Long.MAX_VALUE;
  }

  /**
   * As new, for another value.
   *
   * @param path where it stands in the body, for messages: {@code data.x}
   */
  void reset(String path) {
    close();
    nesting.reset(path);
    strings = spec.type() == ElementType.STRING ? new ArrayList<>() : null;
    stringBytes = 0;
  }

  TensorSpec spec() {
    return spec;
  }

  /** True while an array is open: the value has not ended. */
  boolean isOpen() {
    return nesting.depth() > 0;
  }

  @Nullable Refusal beginArray() {
    return ragged(nesting.open());
  }

  @Nullable Refusal endArray() {
    return ragged(nesting.close());
  }

  @Nullable Refusal number(byte[] bytes, int from, int to) {
    if (spec.type() == ElementType.BOOL || spec.type() == ElementType.STRING) {
      return wrongType(nesting.where(), "a number");
    }
    Refusal refusal = beforeElement();
    if (refusal != null || isPastEnd()) {
      return refusal;
    }
    return spec.type().isFloating() ? floating(bytes, from, to) : integral(bytes, from, to);
  }

  /** As {@link TokenSink#numbers}. */
  int numbers(byte[] bytes, int from, int limit) {
    ByteBuffer buffer = elements.buffer();
    if (buffer == null || spec.type() != ElementType.FLOAT || !nesting.isElementDepth()) {
      return from;
    }
    int filled = (int) nesting.elements() * Float.BYTES;
    long most = Math.min(maxElements, mostElements) - nesting.elements();
    int room = (int) Math.min((buffer.capacity() - filled) / Float.BYTES, most);
    if (room <= 0) {
      return from;
    }
    int end = run.read(bytes, from, limit, buffer, filled, room);
    nesting.addElements(run.count());
    return run.count() > 0 && run.isAfterComma() ? ~end : end;
  }

  @Nullable Refusal string(String value) {
    if (strings == null && !(spec.type().isFloating() && isSpecial(value))) {
      return wrongType(nesting.where(), "a string");
    }
    Refusal refusal = beforeElement();
    if (refusal != null || isPastEnd()) {
      return refusal;
    }
    return strings == null ? special(value) : addString(strings, value);
  }

  @Nullable Refusal literal(TokenSink.Literal literal) {
    if (spec.type() != ElementType.BOOL || literal == TokenSink.Literal.NULL) {
      return wrongType(nesting.where(), literal.text);
    }
    Refusal refusal = beforeElement();
    if (refusal != null || isPastEnd()) {
      return refusal;
    }
    buffer().put(position(), (byte) (literal == TokenSink.Literal.TRUE ? 1 : 0));
    return null;
  }

  /** An object stands where the next value should be. */
  Refusal object() {
    return wrongType(nesting.where(), "an object");
  }

  private Refusal wrongType(String where, String found) {
    String special = spec.type().isFloating() ? ", \"NaN\", \"Infinity\" and \"-Infinity\"" : "";
    return refuse(Reason.WRONG_TYPE, where + " is " + found + "; " + accepted() + special + ".");
  }

  /** The tensor, which the caller owns; or why the values do not have the input's shape. */
  sealed interface Built {
    record Of(Tensor tensor) implements Built {}

    record Not(Refusal refusal) implements Built {}
  }

  Built build() {
    Shape shape = ShapeResolver.resolve(spec.shape(), nesting.shape(), nesting.elements());
    if (shape == null) {
      String message = ShapeResolver.explain(spec, nesting.shape(), nesting.elements());
      return new Built.Not(refuse(Reason.WRONG_SHAPE, message));
    }
    if (strings != null) {
      Runnable release = memory.handOver(reservedBytes);
      reservedBytes = 0;
      return new Built.Of(new StringTensor(shape, strings.toArray(String[]::new), release));
    }
    Refusal noRoom = elements.ensure(1); // where a dimension has size 0, none was made yet
    return noRoom == null
        ? new Built.Of(elements.toTensor(spec.type(), shape))
        : new Built.Not(noRoom);
  }

  /** Gives back the buffer, where it was not handed over. */
  @Override
  public void close() {
    elements.close();
    memory.unreserve(reservedBytes);
    reservedBytes = 0;
  }

  private @Nullable Refusal floating(byte[] bytes, int from, int to) {
    boolean inRange =
        switch (spec.type()) {
          case FLOAT -> putFloat(numbers.parseFloat(bytes, from, to));
          case DOUBLE -> putDouble(numbers.parseDouble(bytes, from, to));
          case FLOAT16 -> putHalf(numbers.parseHalf(HalfFormat.FLOAT16, bytes, from, to));
          case BFLOAT16 -> putHalf(numbers.parseHalf(HalfFormat.BFLOAT16, bytes, from, to));
          default -> throw new IllegalStateException(spec.type() + " is not floating");
        };
    return inRange ? null : outOfRange();
  }

  private boolean putFloat(float value) {
    buffer().putFloat(position(), value);
    return Float.isFinite(value);
  }

  private boolean putDouble(double value) {
    buffer().putDouble(position(), value);
    return Double.isFinite(value);
  }

  private boolean putHalf(int bits) {
    buffer().putShort(position(), (short) bits);
    return bits != HalfFormat.OVERFLOW;
  }

  private @Nullable Refusal integral(byte[] bytes, int from, int to) {
    return switch (numbers.integer(bytes, from, to)) {
      case NOT_INTEGRAL -> wrongType(nesting.whereLast(), "not a whole number");
      case OUT_OF_RANGE -> outOfRange();
      case OK -> putIntegral(numbers.integerValue()) ? null : outOfRange();
    };
  }

  /** False where the type cannot hold the value. */
  private boolean putIntegral(long value) {
    switch (spec.type()) {
      case INT8, UINT8 -> buffer().put(position(), (byte) value);
      case INT16 -> buffer().putShort(position(), (short) value);
      case INT32 -> buffer().putInt(position(), (int) value);
      case INT64 -> buffer().putLong(position(), value);
      default -> throw new IllegalStateException(spec.type() + " cannot be an input");
    }
    return switch (spec.type()) {
      case INT8 -> value == (byte) value;
      case UINT8 -> value == (value & 0xff);
      case INT16 -> value == (short) value;
      case INT32 -> value == (int) value;
      default -> true;
    };
  }

  private @Nullable Refusal special(String value) {
    double number = Double.parseDouble(value);
    switch (spec.type()) {
      case DOUBLE -> buffer().putDouble(position(), number);
      case FLOAT -> buffer().putFloat(position(), (float) number);
      case FLOAT16 -> buffer().putShort(position(), Float.floatToFloat16((float) number));
      default ->
          buffer()
              .putShort(position(), (short) (Float.floatToIntBits((float) number) >>> Short.SIZE));
    }
    return null;
  }

  private static boolean isSpecial(String value) {
    return value.equals("NaN") || value.equals("Infinity") || value.equals("-Infinity");
  }

  private @Nullable Refusal addString(List<String> all, String value) {
    if (!JsonStrings.isWellFormed(value)) {
      return wrongType(nesting.whereLast(), "a string with an unpaired surrogate");
    }
    stringBytes += STRING_OVERHEAD_BYTES + 2L * value.length();
    if (stringBytes > limits.maxBytes()) {
      return limits.tooManyBytes(spec, nesting.whereLast());
    }
    while (stringBytes > reservedBytes) {
      long more = Math.max(STRING_STEP_BYTES, stringBytes - reservedBytes);
      if (!memory.reserve(more)) {
        return memory.refuse(spec.name(), more);
      }
      reservedBytes += more;
    }
    all.add(value);
    return null;
  }

  /** Counts the element that comes now, and makes room for it. */
  private @Nullable Refusal beforeElement() {
    Refusal wrong = ragged(nesting.element());
    if (wrong == null && nesting.elements() > mostElements) {
      wrong = limits.refuse(spec, nesting.whereLast(), nesting.elements());
    }
    return wrong != null || isPastEnd() || strings != null ? wrong : makeRoom();
  }

  /** True where the model's shape has no room for this element: it is counted, and not kept. */
  private boolean isPastEnd() {
    return nesting.elements() > maxElements;
  }

  private @Nullable Refusal makeRoom() {
    return elements.ensure(nesting.elements() * spec.type().bytes());
  }

  private ByteBuffer buffer() {
    ByteBuffer buffer = elements.buffer();
    if (buffer == null) {
      throw new IllegalStateException("no room was made");
    }
    return buffer;
  }

  private int position() {
    return (int) ((nesting.elements() - 1) * spec.type().bytes());
  }

  private Refusal outOfRange() {
    return refuse(
        Reason.NUMBER_OUT_OF_RANGE,
        nesting.whereLast() + " is a number out of range; " + accepted() + ".");
  }

  private String accepted() {
    String values =
        switch (spec.type()) {
          case BOOL -> "true or false";
          case STRING -> "strings";
          case INT8 -> "whole numbers from -128 to 127";
          case UINT8 -> "whole numbers from 0 to 255";
          case INT16 -> "whole numbers from -32768 to 32767";
          case INT32 -> "whole numbers from -2147483648 to 2147483647";
          case INT64 -> "whole numbers from -9223372036854775808 to 9223372036854775807";
          case FLOAT16 -> "numbers up to 65504 in magnitude";
          case BFLOAT16 -> "numbers up to 3.3895314e38 in magnitude";
          case DOUBLE -> "numbers up to 1.7976931348623157e308 in magnitude";
          default -> "numbers up to 3.4028235e38 in magnitude";
        };
    return "input '" + spec.name() + "' of type " + spec.type() + " takes " + values;
  }

  private @Nullable Refusal ragged(@Nullable String problem) {
    return problem == null
        ? null
        : refuse(Reason.WRONG_SHAPE, "Input '" + spec.name() + "' is ragged: " + problem);
  }

  private static Refusal refuse(Reason reason, String message) {
    return new Refusal(reason, message);
  }
}
