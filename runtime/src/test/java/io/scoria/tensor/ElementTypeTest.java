package io.scoria.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ElementTypeTest {
  @Test
  void everyTypeHasTheNameAndTheSizeThatOnnxGivesIt() {
    String types =
        Arrays.stream(ElementType.values())
            .map(type -> type + " " + type.bytes() + (type.isFloating() ? " floating" : ""))
            .collect(Collectors.joining("\n"));

    assertThat(types)
        .isEqualTo(
            """
            float 4 floating
            double 8 floating
            float16 2 floating
            bfloat16 2 floating
            int8 1
            int16 2
            int32 4
            int64 8
            uint8 1
            uint16 2
            uint32 4
            uint64 8
            bool 1
            string 0\
            """);
  }
}
