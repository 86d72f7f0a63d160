package io.scoria.engine.ort;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.scoria.engine.RunException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages are ONNX Runtime's own, word for word. */
class OrtErrorsTest {
  private static final String BROADCAST =
      "/onnxruntime_src/onnxruntime/core/providers/cpu/math/element_wise_ops.h:640 void"
          + " onnxruntime::BroadcastIterator::Append(ptrdiff_t, ptrdiff_t) axis == 1 || axis =="
          + " largest was false. Attempting to broadcast an axis by a dimension other than 1. 2"
          + " by 3";
  private static final String GATHER =
      "Non-zero status code returned while running Gather node. Name:'' Status Message: indices"
          + " element out of data bounds, idx=5 must be within the inclusive range [-3,2]";
  private static final String RESHAPE =
      "Non-zero status code returned while running Reshape node. Name:'/model/Reshape' Status"
          + " Message:"
          + " /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/reshape_helper.h:47"
          + " onnxruntime::ReshapeHelper::ReshapeHelper(const onnxruntime::TensorShape&,"
          + " onnxruntime::TensorShapeVector&, bool) input_shape_size == size was false. The input"
          + " tensor cannot be reshaped to the requested shape. Input shape:{1,3}, requested"
          + " shape:{2,2}";
  private static final String DIMENSIONS =
      "Got invalid dimensions for input: x for the following indices\n index: 0 Got: 3 Expected:"
          + " 2\n Please fix either the inputs/outputs or the model.";

  @Test
  void keepsTheStatusMessageOfANode() {
    assertThat(OrtErrors.safeDetail(GATHER))
        .isEqualTo(
            "indices element out of data bounds, idx=5 must be within the inclusive range [-3,2]");
  }

  @Test
  void cutsTheSourceFileTheFunctionAndTheCondition() {
    assertThat(OrtErrors.safeDetail(BROADCAST))
        .isEqualTo("Attempting to broadcast an axis by a dimension other than 1. 2 by 3");
    assertThat(OrtErrors.safeDetail(RESHAPE))
        .isEqualTo(
            "The input tensor cannot be reshaped to the requested shape. Input shape:{1,3},"
                + " requested shape:{2,2}");
  }

  @Test
  void keepsTheFirstLineOfSeveral() {
    assertThat(OrtErrors.safeDetail(DIMENSIONS))
        .isEqualTo("Got invalid dimensions for input: x for the following indices");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "Load model from /models/secret/model.onnx failed:Protobuf parsing failed.",
        "C:\\models\\model.onnx is missing",
        "onnxruntime::Something went wrong",
        "/onnxruntime_src/onnxruntime/core/framework/op_kernel.cc:81 virtual onnxruntime::Status"
            + " onnxruntime::OpKernel::Compute(onnxruntime::OpKernelContext*) const",
        "/onnxruntime_src/a.cc:1 f() no end\nof a line",
        "Status Message: open file \"weights/part.bin\" fail",
      })
  void saysNothingWhereAPathOrAFunctionWouldBeLeft(String message) {
    assertThat(OrtErrors.safeDetail(message)).isEmpty();
  }

  @Test
  void saysNothingWhereItWouldBeLong() {
    assertThat(OrtErrors.safeDetail("a".repeat(300))).hasSize(300);
    assertThat(OrtErrors.safeDetail("a".repeat(301))).isEmpty();
  }

  @Test
  void noPathSurvivesWhateverItIsMixedWith() {
    List<String> parts =
        List.of(
            BROADCAST,
            GATHER,
            RESHAPE,
            DIMENSIONS,
            "/etc/key",
            " C:\\key",
            "Status Message: ",
            " was false. ",
            ") A",
            "\n",
            ":12 ",
            "/a/b.cc:7 ",
            "plain words ",
            "std::vector ");
    long seed = 20260101;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder message = new StringBuilder();
      for (int left = random.nextInt(1, 6); left > 0; left--) {
        message.append(parts.get(random.nextInt(parts.size())));
      }
      assertNoPath(OrtErrors.safeDetail(message.toString()), message.toString(), seed);
    }
  }

  private static void assertNoPath(String detail, String message, long seed) {
    if (detail.matches("(?s).*[/\\\\\n].*|.*::.*")) {
      throw new AssertionError("seed " + seed + ": '" + detail + "' of '" + message + "'");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OrtErrorCode.class,
      names = {"ORT_INVALID_ARGUMENT", "ORT_FAIL", "ORT_RUNTIME_EXCEPTION", "ORT_NOT_IMPLEMENTED"})
  void blamesTheInputsWhereTheRuntimeChecksThem(OrtErrorCode code) {
    RunException blamed = OrtErrors.onRun(new OrtException(code, GATHER));

    assertThat(blamed.inputsToBlame()).isTrue();
    assertThat(blamed.safeDetail()).startsWith("indices element out of data bounds");
    assertThat(blamed).hasMessageContaining(GATHER);
  }

  @ParameterizedTest
  @EnumSource(
      value = OrtErrorCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ORT_INVALID_ARGUMENT", "ORT_FAIL", "ORT_RUNTIME_EXCEPTION", "ORT_NOT_IMPLEMENTED"})
  void blamesTheRuntimeForTheRest(OrtErrorCode code) {
    assertThat(OrtErrors.onRun(new OrtException(code, GATHER)).inputsToBlame()).isFalse();
  }

  @Test
  void tellsTheOperatorOneLineWithoutThePathAgain() {
    Path model = Path.of("/models/iris/model.onnx");
    OrtException error =
        new OrtException(
            OrtErrorCode.ORT_INVALID_PROTOBUF,
            "Load model from /models/iris/model.onnx failed:Protobuf parsing failed.\nmore");

    assertThat(OrtErrors.forOperator(error, model))
        .isEqualTo("it is not an ONNX model, or it is damaged (protobuf parsing failed)");
    assertThat(OrtErrors.forOperator(new OrtException(""), model))
        .isEqualTo("the runtime gives no reason");
  }
}
