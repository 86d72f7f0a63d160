package io.scoria.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BodiesTest {
  @ParameterizedTest
  @EnumSource
  void bothWiresCarryTheSameValuesInTheModelsShape(Workload workload) throws Exception {
    JsonNode json = new ObjectMapper().readTree(Bodies.of(workload, Wire.JSON)).get("data");
    ByteBuffer binary =
        ByteBuffer.wrap(Bodies.of(workload, Wire.BINARY)).order(ByteOrder.LITTLE_ENDIAN);
    assertSame(json, shape(workload), binary);
    assertThat(binary.hasRemaining()).isFalse();
  }

  @Test
  void jsonIsNestedAsTheShapeSays() {
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8};
    byte[] json = Bodies.json(values, 2, List.of(2, 2));
    assertThat(new String(json, StandardCharsets.US_ASCII))
        .isEqualTo("{\"data\":[[[1.0,2.0],[3.0,4.0]],[[5.0,6.0],[7.0,8.0]]]}");
  }

  private static void assertSame(JsonNode json, List<Integer> shape, ByteBuffer binary) {
    if (shape.isEmpty()) {
      assertThat(Float.parseFloat(json.asText())).isEqualTo(binary.getFloat());
      return;
    }
    assertThat(json.size()).isEqualTo(shape.getFirst());
    for (JsonNode element : json) {
      assertSame(element, shape.subList(1, shape.size()), binary);
    }
  }

  private static List<Integer> shape(Workload workload) {
    IntStream row = workload.model().rowShape().stream().mapToInt(Integer::intValue);
    return IntStream.concat(IntStream.of(workload.rows()), row).boxed().toList();
  }
}
