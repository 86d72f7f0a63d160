package io.scoria.codec;

import io.scoria.config.CodecLimits;
import io.scoria.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes Java values as JSON: null, texts, numbers, truth values, enums, optionals, arrays,
 * collections, maps, records and tensors, within each other. Not thread-safe.
 */
public final class JsonValueWriter {
  /** As deep as what this server reads. What contains itself ends here too. */
  private static final int MAX_DEPTH = CodecLimits.DEFAULT_MAX_JSON_DEPTH;

  /** Of a record's components, in their order; kept by the record's class itself. */
  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> accessors = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible(); // the record may be private to its script
            accessors.add(accessor);
          }
          return List.copyOf(accessors);
        }
      };

  private final ByteWriter out;
  private final DecimalWriter decimals = new DecimalWriter();
  private final UnaryOperator<Object> translate;

  private JsonValueWriter(ByteWriter out, UnaryOperator<Object> translate) {
    this.out = out;
    this.translate = translate;
  }

  /**
   * The value as JSON.
   *
   * @param translate given each value that is of none of the known types; returns one that is, or
   *     the same
   * @param expectedBytes a guess that saves growing
   * @throws NotJsonException if a part of the value has no form in JSON
   */
  public static ByteBuffer write(
      @Nullable Object value, UnaryOperator<Object> translate, int expectedBytes)
      throws NotJsonException {
    ByteWriter out = new ByteWriter(expectedBytes);
    new JsonValueWriter(out, translate).write(value, 0);
    return out.toBuffer();
  }

  private void write(@Nullable Object value, int depth) throws NotJsonException {
    if (depth > MAX_DEPTH) {
      throw new NotJsonException("is nested deeper than " + MAX_DEPTH + ", or contains itself");
    }
    switch (value) {
      case null -> out.writeAscii("null");
      case CharSequence text -> out.writeString(text.toString());
      case Boolean truth -> out.writeAscii(truth ? "true" : "false");
      case Number number -> writeNumber(number);
      case Map<?, ?> map -> writeMap(map, depth);
      case Collection<?> values -> writeAll(values, depth);
      case Tensor tensor -> ResponseEncoder.write(out, tensor);
      case Optional<?> some -> write(some.isPresent() ? some.get() : null, depth);
      case Record fields -> writeRecord(fields, depth);
      case Character one -> out.writeString(one.toString());
      case Enum<?> constant -> out.writeString(constant.name());
      default -> writeOther(value, depth);
    }
  }

  private void writeOther(Object value, int depth) throws NotJsonException {
    if (value.getClass().isArray()) {
      writeArray(value, depth);
      return;
    }
    Object known = translate.apply(value);
    if (known.equals(value)) {
      throw new NotJsonException(
          "is of the class " + value.getClass().getName() + ", which has no form in JSON");
    }
    write(known, depth + 1);
  }

  private void writeNumber(Number number) throws NotJsonException {
    switch (number) {
      case Double d -> {
        requireFinite(Double.isFinite(d), number);
        decimals.write(out, d.doubleValue());
      }
      case Float f -> {
        requireFinite(Float.isFinite(f), number);
        decimals.write(out, f.floatValue());
      }
      case Long _, Integer _, Short _, Byte _, AtomicInteger _, AtomicLong _ ->
          out.writeInteger(number.longValue());
      case BigInteger _, BigDecimal _ -> out.writeAscii(number.toString());
      default ->
          throw new NotJsonException(
              "is a number of the class " + number.getClass().getName() + ", which is not known");
    }
  }

  private static void requireFinite(boolean finite, Number number) throws NotJsonException {
    if (!finite) {
      throw new NotJsonException("is " + number + ", for which JSON has no number");
    }
  }

  private void writeMap(Map<?, ?> map, int depth) throws NotJsonException {
    out.write('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      first = comma(first);
      String name = name(entry.getKey());
      out.writeString(name);
      out.write(':');
      writeNamed(name, entry.getValue(), depth);
    }
    out.write('}');
  }

  private static String name(@Nullable Object key) throws NotJsonException {
    return switch (key) {
      case CharSequence text -> text.toString();
      case Enum<?> constant -> constant.name();
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case Character one -> one.toString();
      case null -> throw new NotJsonException("has the name null");
      default ->
          throw new NotJsonException(
              "has a name of the class " + key.getClass().getName() + ", which is no text");
    };
  }

  private void writeAll(Collection<?> values, int depth) throws NotJsonException {
    out.write('[');
    int index = 0;
    for (Object value : values) {
      comma(index == 0);
      writeItem(index, value, depth);
      index++;
    }
    out.write(']');
  }

  private void writeArray(Object array, int depth) throws NotJsonException {
    out.write('[');
    switch (array) {
      case float[] floats -> writeFloats(floats);
      case Object[] values -> {
        for (int i = 0; i < values.length; i++) {
          comma(i == 0);
          writeItem(i, values[i], depth);
        }
      }
      default -> {
        for (int i = 0; i < Array.getLength(array); i++) {
          comma(i == 0);
          writeItem(i, Array.get(array, i), depth);
        }
      }
    }
    out.write(']');
  }

  private void writeFloats(float[] values) throws NotJsonException {
    for (int i = 0; i < values.length; i++) {
      comma(i == 0);
      if (!Float.isFinite(values[i])) {
        writeItem(i, values[i], 0); // says where
      }
      decimals.write(out, values[i]);
    }
  }

  private void writeRecord(Record fields, int depth) throws NotJsonException {
    out.write('{');
    boolean first = true;
    for (Method accessor : ACCESSORS.get(fields.getClass())) {
      first = comma(first);
      out.writeString(accessor.getName());
      out.write(':');
      writeNamed(accessor.getName(), read(accessor, fields), depth);
    }
    out.write('}');
  }

  private static @Nullable Object read(Method accessor, Record fields) throws NotJsonException {
    try {
      return accessor.invoke(fields);
    } catch (InvocationTargetException e) {
      throw new NotJsonException("." + accessor.getName() + " threw " + e.getCause());
    } catch (IllegalAccessException e) {
      throw new NotJsonException("." + accessor.getName() + " cannot be read: " + e.getMessage());
    }
  }

  private void writeItem(int index, @Nullable Object value, int depth) throws NotJsonException {
    try {
      write(value, depth + 1);
    } catch (NotJsonException e) {
      throw e.in("[" + index + "]");
    }
  }

  private void writeNamed(String name, @Nullable Object value, int depth) throws NotJsonException {
    try {
      write(value, depth + 1);
    } catch (NotJsonException e) {
      throw e.in("." + name);
    }
  }

  private boolean comma(boolean first) {
    if (!first) {
      out.write(',');
    }
    return false;
  }
}
