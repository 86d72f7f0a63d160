package io.scoria.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.call.FakeHead;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.ShapeSpec;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
  private static final String BINARY = "application/octet-stream";
  private static final MediaTypes.Asked JSON = new MediaTypes.Asked.For(false, false);

  /** A model of one input of a type and one output of the same. */
  private static Signature signature(ElementType type) {
    ShapeSpec shape = ShapeSpec.of(ShapeSpec.FREE, 4);
    return new Signature(
        List.of(new TensorSpec("x", type, shape)), List.of(new TensorSpec("y", type, shape)));
  }

  private static Reason reason(FakeHead head, Signature signature) {
    return MediaTypes.of(head, signature) instanceof MediaTypes.Asked.Not(Refusal refusal)
        ? refusal.reason()
        : Reason.INTERNAL_ERROR;
  }

  @Test
  void takesOneTensorAsItIs() {
    FakeHead head = new FakeHead().with("Content-Type", BINARY);
    assertThat(MediaTypes.of(head, signature(ElementType.FLOAT)))
        .isEqualTo(new MediaTypes.Asked.For(true, false));
  }

  @Test
  void refusesABinaryBodyForAModelThatNeedsMoreThanOneTensorOfFixedSize() {
    FakeHead head = new FakeHead().with("Content-Type", BINARY);
    assertThat(reason(head, signature(ElementType.STRING)))
        .isEqualTo(Reason.UNSUPPORTED_MEDIA_TYPE);
    assertThat(reason(head, new Signature(List.of(), List.of())))
        .isEqualTo(Reason.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void answersInBinaryWhereThatAloneIsAccepted() {
    assertThat(MediaTypes.of(new FakeHead().with("Accept", BINARY), signature(ElementType.FLOAT)))
        .isEqualTo(new MediaTypes.Asked.For(false, true));
    assertThat(
            MediaTypes.of(
                new FakeHead().with("Accept", "application/json, " + BINARY),
                signature(ElementType.FLOAT)))
        .isEqualTo(JSON);
    assertThat(MediaTypes.of(new FakeHead().with("Accept", "*/*"), signature(ElementType.FLOAT)))
        .isEqualTo(JSON);
  }

  @Test
  void answersInJsonWhereThatIsTakenTooAndTheModelCanGiveNothingElse() {
    FakeHead head = new FakeHead().with("Accept", BINARY + ", */*");
    assertThat(MediaTypes.of(head, signature(ElementType.STRING))).isEqualTo(JSON);
  }

  @Test
  void refusesABinaryAnswerOfAModelThatGivesMoreThanOneTensorOfFixedSize() {
    assertThat(reason(new FakeHead().with("Accept", BINARY), signature(ElementType.STRING)))
        .isEqualTo(Reason.NOT_ACCEPTABLE);
  }

  private static Refusal refuse(FakeHead head) {
    Refusal refusal =
        MediaTypes.of(head, signature(ElementType.FLOAT)) instanceof MediaTypes.Asked.Not(Refusal r)
            ? r
            : new Refusal(Reason.INTERNAL_ERROR, "not refused");
    assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_MEDIA_TYPE);
    return refusal;
  }

  @Test
  void takesABodyOfWhichNothingIsSaid() {
    assertThat(MediaTypes.of(new FakeHead(), signature(ElementType.FLOAT))).isEqualTo(JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        " application/json ",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; charset=\"utf-8\"",
        "application/json; profile=x; charset=utf-8",
        "application/json; profile=\"a b\"",
        "application/json;"
      })
  void takesJsonInUtf8(String type) {
    assertThat(
            MediaTypes.of(new FakeHead().with("Content-Type", type), signature(ElementType.FLOAT)))
        .isEqualTo(JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonl",
        "application/json+x",
        "json",
        "*/*",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json, text/plain"
      })
  void refusesEveryOtherTypeAndSaysWhatToSend(String type) {
    assertThat(refuse(new FakeHead().with("Content-Type", type)).message())
        .isEqualTo(
            "Content-Type '"
                + type
                + "' is not supported: send application/json, or"
                + " application/octet-stream for one tensor.");
  }

  @Test
  void refusesTwoTypesEvenWhereBothAreJson() {
    FakeHead head =
        new FakeHead()
            .with("Content-Type", "application/json")
            .with("content-type", "application/json");

    assertThat(refuse(head).message()).contains("'application/json, application/json'");
  }

  @Test
  void showsOnlyTheStartOfALongValue() {
    assertThat(refuse(new FakeHead().with("Content-Type", "x".repeat(65))).message())
        .contains("'" + "x".repeat(64) + "...'");
  }
}
