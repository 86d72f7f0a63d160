package io.scoria.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scoria.call.Outcome;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Outputs are named a, b, ... */
  private static String encode(Tensor... outputs) {
    List<TensorSpec> specs = new ArrayList<>();
    for (Tensor output : outputs) {
      String name = Character.toString('a' + specs.size());
      specs.add(new TensorSpec(name, output.type(), ShapeSpec.ANY));
    }
    return parsed(
        ResponseEncoder.encode(specs, Outcome.Scored.whole(List.of(outputs), Outcome.Run.NONE)));
  }

  private static String parsed(ByteWriter out) {
    String text = UTF_8.decode(out.toBuffer()).toString();
    try {
      assertThat(JSON.readTree(text).isObject()).isTrue();
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
    return text;
  }

  private static String list(ElementType type, int length, Consumer<ByteBuffer> fill) {
    return encode(Tensors.dense(type, Shape.of(length), fill));
  }

  private static Tensor counting(long... dims) {
    Shape shape = Shape.of(dims);
    return Tensors.dense(
        ElementType.INT32,
        shape,
        data -> {
          for (int i = 0; i < shape.elements(); i++) {
            data.putInt(i);
          }
        });
  }

  @Test
  void writesFloatingPointNumbersShort() {
    assertThat(list(ElementType.FLOAT, 3, d -> d.putFloat(0.1f).putFloat(-0f).putFloat(1e10f)))
        .isEqualTo("{\"result\":[0.1,-0.0,10000000000.0]}");
    assertThat(
            list(
                ElementType.DOUBLE,
                3,
                d -> d.putDouble(0.1).putDouble(Double.MIN_VALUE).putDouble(3)))
        .isEqualTo("{\"result\":[0.1,5e-324,3.0]}");
    assertThat(list(ElementType.FLOAT16, 2, d -> d.putShort((short) 0x3c00).putShort((short) 1)))
        .isEqualTo("{\"result\":[1.0,6e-8]}");
    assertThat(list(ElementType.BFLOAT16, 2, d -> d.putShort((short) 0xbf80).putShort((short) 1)))
        .isEqualTo("{\"result\":[-1.0,9e-41]}");
  }

  @Test
  void writesWhatJsonHasNoNumberForAsStrings() {
    assertThat(
            list(
                ElementType.FLOAT,
                3,
                d ->
                    d.putFloat(Float.NaN)
                        .putFloat(Float.POSITIVE_INFINITY)
                        .putFloat(Float.NEGATIVE_INFINITY)))
        .isEqualTo("{\"result\":[\"NaN\",\"Infinity\",\"-Infinity\"]}");
  }

  @Test
  void writesWholeNumbersWithSign() {
    assertThat(list(ElementType.INT8, 3, d -> d.put((byte) -128).put((byte) 127).put((byte) 0)))
        .isEqualTo("{\"result\":[-128,127,0]}");
    assertThat(list(ElementType.INT16, 2, d -> d.putShort(Short.MIN_VALUE).putShort((short) 7)))
        .isEqualTo("{\"result\":[-32768,7]}");
    assertThat(list(ElementType.INT32, 2, d -> d.putInt(Integer.MIN_VALUE).putInt(7)))
        .isEqualTo("{\"result\":[-2147483648,7]}");
    assertThat(
            list(
                ElementType.INT64,
                3,
                d -> d.putLong(Long.MIN_VALUE).putLong(Long.MAX_VALUE).putLong((1L << 53) + 1)))
        .isEqualTo("{\"result\":[-9223372036854775808,9223372036854775807,9007199254740993]}");
  }

  @Test
  void writesWholeNumbersWithoutSign() {
    assertThat(list(ElementType.UINT8, 2, d -> d.put((byte) -1).put((byte) 1)))
        .isEqualTo("{\"result\":[255,1]}");
    assertThat(list(ElementType.UINT16, 2, d -> d.putShort((short) -1).putShort((short) 1)))
        .isEqualTo("{\"result\":[65535,1]}");
    assertThat(list(ElementType.UINT32, 2, d -> d.putInt(-1).putInt(1)))
        .isEqualTo("{\"result\":[4294967295,1]}");
    assertThat(list(ElementType.UINT64, 2, d -> d.putLong(-1).putLong(1)))
        .isEqualTo("{\"result\":[18446744073709551615,1]}");
  }

  @Test
  void writesBooleans() {
    assertThat(list(ElementType.BOOL, 2, d -> d.put((byte) 1).put((byte) 0)))
        .isEqualTo("{\"result\":[true,false]}");
  }

  @Test
  void writesStrings() {
    assertThat(encode(new StringTensor(Shape.of(2, 1), new String[] {"a", "\u00fc\u20ac"})))
        .isEqualTo("{\"result\":[[\"a\"],[\"\u00fc\u20ac\"]]}");
  }

  @Test
  void nestsByTheShape() {
    assertThat(encode(counting(2, 3))).isEqualTo("{\"result\":[[0,1,2],[3,4,5]]}");
    assertThat(encode(counting(2, 1, 2))).isEqualTo("{\"result\":[[[0,1]],[[2,3]]]}");
    assertThat(encode(counting(1, 1, 1, 1))).isEqualTo("{\"result\":[[[[0]]]]}");
    assertThat(encode(counting())).isEqualTo("{\"result\":0}");
  }

  @Test
  void nestsWhatHasNoElements() {
    assertThat(encode(counting(0))).isEqualTo("{\"result\":[]}");
    assertThat(encode(counting(2, 0))).isEqualTo("{\"result\":[[],[]]}");
    assertThat(encode(counting(0, 2))).isEqualTo("{\"result\":[]}");
    assertThat(encode(counting(2, 0, 3))).isEqualTo("{\"result\":[[],[]]}");
    assertThat(encode(counting(1, 2, 0))).isEqualTo("{\"result\":[[[],[]]]}");
    assertThat(encode(new StringTensor(Shape.of(0), new String[0]))).isEqualTo("{\"result\":[]}");
  }

  @Test
  void namesSeveralOutputs() {
    assertThat(encode(counting(2), new StringTensor(Shape.SCALAR, new String[] {"x"})))
        .isEqualTo("{\"result\":{\"a\":[0,1],\"b\":\"x\"}}");
    assertThat(encode()).isEqualTo("{\"result\":{}}");
  }

  @Test
  void namesEveryOutputInTheOtherForm() {
    List<TensorSpec> specs = List.of(new TensorSpec("a", ElementType.INT32, ShapeSpec.ANY));
    Outcome.Scored scored = Outcome.Scored.whole(List.of(counting(1, 2)), Outcome.Run.NONE);
    assertThat(parsed(ResponseEncoder.encode(specs, scored, AnswerForm.RESULTS)))
        .isEqualTo("{\"Results\":{\"a\":[[0,1]]}}");
    assertThat(parsed(ResponseEncoder.encode(specs, scored, AnswerForm.RESULT)))
        .isEqualTo("{\"result\":[[0,1]]}");
  }

  @Test
  void aCallsRowsOfABatchAreItsAnswer() {
    List<TensorSpec> specs = List.of(new TensorSpec("a", ElementType.INT32, ShapeSpec.ANY));
    List<Tensor> batch = List.of(counting(4, 2));

    assertThat(
            parsed(
                ResponseEncoder.encode(specs, new Outcome.Scored(batch, 0, 1, Outcome.Run.NONE))))
        .isEqualTo("{\"result\":[[0,1]]}");
    assertThat(
            parsed(
                ResponseEncoder.encode(specs, new Outcome.Scored(batch, 1, 2, Outcome.Run.NONE))))
        .isEqualTo("{\"result\":[[2,3],[4,5]]}");
    assertThat(
            parsed(
                ResponseEncoder.encode(specs, new Outcome.Scored(batch, 3, 1, Outcome.Run.NONE))))
        .isEqualTo("{\"result\":[[6,7]]}");
  }

  @Test
  void rowsWithoutElementsAreRowsToo() {
    List<TensorSpec> specs = List.of(new TensorSpec("a", ElementType.INT32, ShapeSpec.ANY));

    assertThat(
            parsed(
                ResponseEncoder.encode(
                    specs, new Outcome.Scored(List.of(counting(4, 0)), 1, 2, Outcome.Run.NONE))))
        .isEqualTo("{\"result\":[[],[]]}");
  }

  @Test
  void escapesTheNamesOfOutputs() {
    List<TensorSpec> specs =
        List.of(
            new TensorSpec("a \"quoted\" name", ElementType.INT32, ShapeSpec.ANY),
            new TensorSpec("b\n", ElementType.INT32, ShapeSpec.ANY));

    assertThat(
            parsed(
                ResponseEncoder.encode(
                    specs,
                    Outcome.Scored.whole(List.of(counting(), counting()), Outcome.Run.NONE))))
        .isEqualTo("{\"result\":{\"a \\\"quoted\\\" name\":0,\"b\\n\":0}}");
  }

  @Test
  void leavesTheOutputsToTheirOwner() {
    Tensor output = counting(2);
    encode(output);

    assertThat(Tensors.describeAndClose(List.of(output))).isEqualTo("int32 [2] 0 1");
  }

  @Test
  void writesManyElements() throws JsonProcessingException {
    var result = JSON.readTree(encode(counting(300, 200))).get("result");

    assertThat(result.size()).isEqualTo(300);
    assertThat(result.get(299).get(199).intValue()).isEqualTo(59_999);
  }

  @Test
  void writesARefusalWithItsMessageAndItsCode() {
    assertThat(parsed(ResponseEncoder.encode(new Refusal(Reason.WRONG_SHAPE, "a \"b\" \u00fc"))))
        .isEqualTo("{\"message\":\"a \\\"b\\\" \u00fc\",\"code\":\"wrong_shape\"}");
  }
}
