package io.scoria.codec;

import static io.scoria.codec.Bodies.decode;
import static io.scoria.codec.Bodies.input;
import static io.scoria.codec.Bodies.refuse;
import static io.scoria.codec.Bodies.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.codec.BodyDecoder.Decoded;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form that Power BI and generated clients write. */
class RequestDecoderInputsTest {
  private static final List<TensorSpec> ONE = List.of(rows(ElementType.FLOAT, -1, 2));
  private static final List<TensorSpec> TWO =
      List.of(input("a", ElementType.INT64), input("b", ElementType.STRING, -1));
  private static final String ONE_FORM = "expected {\"Inputs\": VALUE} for x: float [rows, 2].";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Inputs\": [[1, 2]]}",
        "{\"Inputs\": {\"x\": [[1, 2]]}}",
        "{\"Inputs\": {\"data\": [[1, 2]]}}",
        "{\"Inputs\": {\"data\": [[1, 2]]}, \"GlobalParameters\": 1.0}",
        "{\"Inputs\": [[1, 2]], \"GlobalParameters\": null}",
        "{\"GlobalParameters\": {}, \"Inputs\": {\"x\": [[1, 2]]}}",
        "{\"GlobalParameters\": [], \"Inputs\": [[1, 2]]}",
        "{\"GlobalParameters\": {\"a\": [1, [2, 3], {\"data\": \"s\", \"Inputs\": [true]}]}, \"Inputs\": [[1, 2]]}",
        "{\"GlobalParameters\": [[1, 2, 3.5], [\"x\"], [], {}], \"Inputs\": [[1, 2]]}",
        "{\"GlobalParameters\": \"text\", \"Inputs\": [[1, 2]]}",
        "{\"\\u0049nputs\": [[1, 2]], \"GlobalParameters\": false}"
      })
  void oneInputIsRead(String body) {
    assertThat(decode(ONE, body)).isEqualTo("float [1, 2] 1.0 2.0");
  }

  @Test
  void severalInputsStandWithTheirNames() {
    assertThat(
            decode(
                TWO, "{\"Inputs\": {\"b\": [\"u\"], \"a\": 7}, \"GlobalParameters\": {\"z\": 1}}"))
        .isEqualTo("int64 [] 7\nstring [1] 'u'");
  }

  @Test
  void anInputNamedDataIsThatInput() {
    List<TensorSpec> inputs =
        List.of(input("data", ElementType.INT64), input("b", ElementType.INT64));
    assertThat(decode(inputs, "{\"Inputs\": {\"data\": 1, \"b\": 2}}"))
        .isEqualTo("int64 [] 1\nint64 [] 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\": [[1, 2]], \"Inputs\": [[1, 2]]}|The body has \"Inputs\" beside \"data\": ",
        "{\"Inputs\": [[1, 2]], \"data\": [[1, 2]]}|The body has \"data\" beside \"Inputs\": ",
        "{\"Inputs\": [[1, 2]], \"Inputs\": [[1, 2]]}|The body has \"Inputs\" twice.",
        "{\"GlobalParameters\": 1, \"GlobalParameters\": 1}|The body has \"GlobalParameters\" twice.",
        "{\"GlobalParameters\": 1, \"data\": [[1, 2]]}|The body has \"data\" beside \"GlobalParameters\": ",
        "{\"data\": [[1, 2]], \"GlobalParameters\": 1}|The body has an unknown name 'GlobalParameters': ",
        "{\"Inputs\": [[1, 2]], \"id\": 1}|The body has an unknown name 'id': ",
        "{\"inputs\": [[1, 2]]}|The body has an unknown name 'inputs': ",
        "{\"Inputs\": {\"x\": [[1, 2]], \"data\": [[1, 2]]}}|The input 'data' is there twice.",
        "{\"GlobalParameters\": 1}|The body has no \"Inputs\": "
      })
  void membersThatDoNotStandTogetherAreRefused(String body, String message) {
    Refusal refusal = refuse(ONE, body);
    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_REQUEST);
    assertThat(refusal.message()).startsWith(message);
  }

  @Test
  void aRefusalSpeaksOfTheFormThatWasSent() {
    assertThat(refuse(ONE, "{\"Inputs\": {}}").message())
        .isEqualTo("Input 'x' is missing: " + ONE_FORM);
    assertThat(refuse(ONE, "{\"Inputs\": [[1, \"a\"]]}").message())
        .startsWith("Inputs[0][1] is a string; ");
    assertThat(refuse(ONE, "{\"Inputs\": {\"x\": [[1, null]]}}").message())
        .startsWith("Inputs.x[0][1] is null; ");
    assertThat(refuse(TWO, "{\"Inputs\": [1]}").message())
        .startsWith(
            "\"Inputs\" is an array, and the model has 2 inputs: expected {\"Inputs\": {\"a\": VALUE");
    assertThat(refuse(TWO, "{\"Inputs\": {\"data\": 1}}").message())
        .startsWith("The model has no input 'data'");
    assertThat(refuse(ONE, "{\"data\": {\"data\": [[1, 2]]}}").message())
        .startsWith("The model has no input 'data'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"GlobalParameters\": [1, 2, \"Inputs\": [[1, 2]]}",
        "{\"GlobalParameters\": {1}, \"Inputs\": [[1, 2]]}",
        "{\"Inputs\": [[1, 2]], \"GlobalParameters\": [01]}",
        "{\"Inputs\": [[1, 2]], \"GlobalParameters\"}"
      })
  void parametersAreReadAsJson(String body) {
    assertThat(refuse(ONE, body).reason()).isEqualTo(Reason.MALFORMED_JSON);
  }

  @Test
  void parametersOfAnyLengthTakeNoMemory() {
    BufferPool pool = new BufferPool(1 << 16);
    try (RequestDecoder decoder = new RequestDecoder(new Signature(ONE, List.of()), pool)) {
      feed(decoder, "{\"GlobalParameters\": [");
      for (int i = 0; i < 10_000; i++) {
        feed(decoder, "[1.5, 2.5, {\"name\": \"" + "v".repeat(100) + "\"}], ");
      }
      assertThat(pool.usedBytes()).isZero();
      feed(decoder, "0], \"Inputs\": [[1, 2]]}");
      assertThat(decoder.finish())
          .isInstanceOfSatisfying(
              Decoded.Inputs.class, inputs -> Tensor.closeAll(inputs.tensors()));
    }
  }

  @Test
  void theAnswerIsInKind() {
    assertThat(form("{\"Inputs\": [[1, 2]]}")).isEqualTo(AnswerForm.RESULTS);
    assertThat(form("{\"GlobalParameters\": 1, \"Inputs\": [[1, 2]]}"))
        .isEqualTo(AnswerForm.RESULTS);
    assertThat(form("{\"data\": [[1, 2]]}")).isEqualTo(AnswerForm.RESULT);
  }

  private static AnswerForm form(String body) {
    try (RequestDecoder decoder =
        new RequestDecoder(new Signature(ONE, List.of()), new BufferPool(1 << 16))) {
      feed(decoder, "{\"Inputs\": [[1");
      decoder.reset();
      feed(decoder, body);
      if (decoder.finish() instanceof Decoded.Inputs(List<Tensor> tensors)) {
        Tensor.closeAll(tensors);
      }
      return decoder.answerForm();
    }
  }

  private static void feed(RequestDecoder decoder, String text) {
    decoder.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
