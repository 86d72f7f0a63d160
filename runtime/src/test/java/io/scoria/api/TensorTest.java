package io.scoria.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.scoria.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void rowsGiveTheShapeAndTheElementsInTheirOrder() {
    Tensor tensor = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(tensor.shape()).containsExactly(2, 3);
    assertThat(tensor.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor).hasToString("float [2, 3]");
  }

  @Test
  void withoutAShapeThereIsOneDimension() {
    assertThat(Tensor.of(new long[] {7, 8}).shape()).containsExactly(2);
    assertThat(Tensor.of(new long[] {7}).reshape().shape()).isEmpty();
  }

  @Test
  void neitherWhatItWasMadeOfNorWhatItGaveChangesIt() {
    float[] values = {1, 2};
    Tensor floats = Tensor.of(values, 1, 2);
    values[0] = 9;
    floats.floats()[1] = 9;
    floats.shape()[0] = 9;
    assertThat(floats.floats()).containsExactly(1, 2);
    assertThat(floats.shape()).containsExactly(1, 2);
    assertThat(floats.data().isReadOnly()).isTrue();
    String[] texts = {"a"};
    Tensor strings = Tensor.of(texts, 1);
    texts[0] = "b";
    strings.strings()[0] = "c";
    assertThat(strings.strings()).containsExactly("a");
  }

  @Test
  void everyIntegerTypeIsReadAsLongs() {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, -1);
    assertThat(Tensor.of(ElementType.UINT8, bytes, 4).longs()).containsExactly(255, 255, 255, 255);
    assertThat(Tensor.of(ElementType.INT8, bytes, 4).longs()).containsExactly(-1, -1, -1, -1);
    assertThat(Tensor.of(ElementType.UINT16, bytes, 2).longs()).containsExactly(65535, 65535);
    assertThat(Tensor.of(ElementType.INT16, bytes, 2).longs()).containsExactly(-1, -1);
    assertThat(Tensor.of(ElementType.UINT32, bytes, 1).longs()).containsExactly(4294967295L);
    assertThat(Tensor.of(ElementType.INT32, bytes, 1).longs()).containsExactly(-1);
    assertThat(Tensor.of(new boolean[] {true, false}).longs()).containsExactly(1, 0);
  }

  @Test
  void everyFloatingPointTypeIsReadAsDoubles() {
    ByteBuffer half = ByteBuffer.allocate(2).order(ByteOrder.nativeOrder());
    half.putShort(0, Float.floatToFloat16(1.5f));
    assertThat(Tensor.of(ElementType.FLOAT16, half, 1).doubles()).containsExactly(1.5);
    half.putShort(0, (short) (Float.floatToRawIntBits(1.5f) >>> 16));
    assertThat(Tensor.of(ElementType.BFLOAT16, half, 1).floats()).containsExactly(1.5f);
    assertThat(Tensor.of(new double[] {0.1}).doubles()).containsExactly(0.1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .withMessage("the shape [2, 2] does not hold 3 elements");
    assertThatIllegalArgumentException().isThrownBy(() -> Tensor.of(new float[4], -2, -2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[][] {{1}, {2, 3}}))
        .withMessage("a row has 2 elements, the first one 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(ElementType.INT32, ByteBuffer.allocate(5)));
    assertThatIllegalStateException()
        .isThrownBy(() -> Tensor.of(new float[1]).longs())
        .withMessage("a tensor of the type float has no longs");
  }
}
