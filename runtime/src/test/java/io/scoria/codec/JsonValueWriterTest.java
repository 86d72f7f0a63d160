package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scoria.tensor.Shape;
import io.scoria.tensor.StringTensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValueWriterTest {
  private enum Colour {
    RED
  }

  private record Point(int x, double y, List<String> names) {}

  private static String json(@Nullable Object value) throws NotJsonException {
    ByteBuffer bytes = JsonValueWriter.write(value, other -> other, 16);
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  static Stream<Object> values() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("one", 1);
    map.put("none", null);
    map.put("quote\"\n", "ü€😀\u0001");
    return Stream.of(
        "text",
        true,
        'c',
        (byte) -1,
        (short) 2,
        3,
        Long.MIN_VALUE,
        0.1,
        -1e300,
        0.1f,
        new BigInteger("123456789012345678901234567890"),
        new BigDecimal("1.25"),
        new int[] {1, 2},
        new long[0],
        new double[] {1.5},
        new float[] {1.5f, 2.5f},
        new boolean[] {true, false},
        new String[][] {{"a"}, {"b", "c"}},
        new Object[] {1, "x", null},
        List.of(1, List.of(2, List.of())),
        map,
        Map.of("deep", Map.of("deeper", List.of(Map.of()))),
        new Point(1, 2.5, List.of("a", "b")),
        Arrays.asList(1, null),
        Colour.RED);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsWhatTheTrustedWriterWrites(Object value) throws Exception {
    ObjectMapper trusted = new ObjectMapper();
    JsonNode expected = trusted.readTree(trusted.writeValueAsBytes(value));
    assertThat(trusted.readTree(json(value))).isEqualTo(expected);
  }

  @Test
  void nullOptionalsAndTensorsHaveAFormToo() throws Exception {
    assertThat(json(null)).isEqualTo("null");
    assertThat(json(List.of(Optional.empty(), Optional.of("x")))).isEqualTo("[null,\"x\"]");
    var tensor = new StringTensor(Shape.of(2, 1), new String[] {"a", "b"});
    assertThat(json(Map.of("t", tensor))).isEqualTo("{\"t\":[[\"a\"],[\"b\"]]}");
    assertThat(json(Map.of(Colour.RED, 1))).isEqualTo("{\"RED\":1}");
    assertThat(json(Map.of(5, 1))).isEqualTo("{\"5\":1}");
  }

  private static void refused(Object value, String message) {
    assertThatExceptionOfType(NotJsonException.class)
        .isThrownBy(() -> json(value))
        .withMessage(message);
  }

  @Test
  void whatHasNoFormIsSaidWithItsPlace() {
    refused(Double.NaN, "the value itself is NaN, for which JSON has no number");
    refused(
        Map.of("a", List.of(1, new float[] {0, Float.POSITIVE_INFINITY})),
        ".a[1][1] is Infinity, for which JSON has no number");
    refused(
        List.of(new Thread()), "[0] is of the class java.lang.Thread, which has no form in JSON");
    refused(
        new Point(1, Double.NEGATIVE_INFINITY, List.of()),
        ".y is -Infinity, for which JSON has no number");
    refused(
        Map.of(List.of(), 1),
        "the value itself has a name of the class java.util.ImmutableCollections$ListN, which is no"
            + " text");
  }

  @Test
  void whatContainsItselfIsRefused() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    assertThatExceptionOfType(NotJsonException.class)
        .isThrownBy(() -> json(cycle))
        .withMessageEndingWith("is nested deeper than 100, or contains itself");
  }
}
