package io.scoria.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  private final List<String> released = new ArrayList<>();

  private DenseTensor dense(ElementType type, Shape shape, ByteBuffer data) {
    return new DenseTensor(type, shape, data, () -> released.add("released"));
  }

  @Test
  void aDenseTensorShowsItsElementsInTheMachinesByteOrder() {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    data.putFloat(4, 1.5f);
    DenseTensor tensor = dense(ElementType.FLOAT, Shape.of(2), data.order(ByteOrder.BIG_ENDIAN));

    assertThat(tensor.type()).isEqualTo(ElementType.FLOAT);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2));
    assertThat(tensor.data().getFloat(4)).isEqualTo(1.5f);
  }

  @Test
  void aDenseTensorGivesItsMemoryBackOnce() {
    DenseTensor tensor = dense(ElementType.INT8, Shape.of(3), ByteBuffer.allocate(3));
    assertThat(released).isEmpty();

    tensor.close();
    assertThat(released).hasSize(1);
    assertThatThrownBy(tensor::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensor closed twice");
    assertThat(released).hasSize(1);
  }

  @Test
  void aTensorTellsTheBytesOfItsElementsAndNotOfItsBuffer() {
    ByteBuffer data = ByteBuffer.allocate(64).limit(12);
    assertThat(dense(ElementType.FLOAT, Shape.of(3), data).bytes()).isEqualTo(12);
    String[] values = {"four", ""};
    assertThat(new StringTensor(Shape.of(2), values).bytes()).isEqualTo(2 * 64 + 2 * 4);
  }

  @Test
  void aClosedTensorShowsNothing() {
    DenseTensor tensor = dense(ElementType.INT8, Shape.of(3), ByteBuffer.allocate(3));
    tensor.close();

    assertThatThrownBy(tensor::data).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDenseTensorRefusesBytesThatAreNotThoseOfItsShape() {
    assertRefused(ElementType.FLOAT, Shape.of(2), ByteBuffer.allocate(7));
    assertRefused(ElementType.FLOAT, Shape.of(2), ByteBuffer.allocate(9));
    assertRefused(ElementType.FLOAT, Shape.of(2), ByteBuffer.allocate(8).position(1));
    assertRefused(ElementType.STRING, Shape.of(0), ByteBuffer.allocate(0));
  }

  private void assertRefused(ElementType type, Shape shape, ByteBuffer data) {
    assertThatThrownBy(() -> dense(type, shape, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type + " " + shape);
    assertThat(released).as("still the caller's").isEmpty();
  }

  @Test
  void aDenseTensorMayLieAtTheStartOfALargerBuffer() {
    ByteBuffer large = ByteBuffer.allocate(1024).limit(8);

    assertThat(dense(ElementType.INT64, Shape.SCALAR, large).data().limit()).isEqualTo(8);
  }

  @Test
  void aStringTensorHasAsManyValuesAsItsShape() {
    StringTensor tensor = new StringTensor(Shape.of(1, 2), new String[] {"a", "b"});

    assertThat(tensor.type()).isEqualTo(ElementType.STRING);
    assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2));
    assertThat(tensor.size()).isEqualTo(2);
    assertThat(tensor.get(1)).isEqualTo("b");
    assertThatThrownBy(() -> new StringTensor(Shape.of(3), new String[] {"a", "b"}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closesEveryTensorOfAList() {
    Tensor.closeAll(
        List.of(
            dense(ElementType.BOOL, Shape.of(1), ByteBuffer.allocate(1)),
            new StringTensor(Shape.of(0), new String[0]),
            dense(ElementType.BOOL, Shape.of(1), ByteBuffer.allocate(1))));

    assertThat(released).hasSize(2);
  }

  @Test
  void aSignatureDoesNotChangeWithTheListsItWasMadeOf() {
    List<TensorSpec> inputs = new ArrayList<>();
    Signature signature = new Signature(inputs, List.of());
    inputs.add(new TensorSpec("x", ElementType.FLOAT, ShapeSpec.ANY));

    assertThat(signature.inputs()).isEmpty();
  }
}
