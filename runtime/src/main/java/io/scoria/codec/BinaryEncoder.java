package io.scoria.codec;

import io.scoria.call.Outcome;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Shape;
import java.nio.ByteBuffer;

/** Encodes the one output of a model as its elements, little-endian and row-major. */
public final class BinaryEncoder {
  private BinaryEncoder() {}

  /**
   * A copy of the call's elements, which are lent for less time than the answer takes.
   *
   * @param scored of a model with one output of a type of fixed size; only read
   */
  public static ByteBuffer encode(Outcome.Scored scored) {
    DenseTensor output = (DenseTensor) scored.outputs().getFirst();
    Shape shape = output.shape();
    boolean whole = scored.rows() == Outcome.Scored.WHOLE;
    long all = shape.elements();
    long perRow = whole ? all : all / shape.dim(0);
    long count = whole ? all : perRow * scored.rows();
    int elementBytes = output.type().bytes();
    byte[] body = new byte[Math.toIntExact(count * elementBytes)];
    output.data().get(Math.toIntExact(scored.firstRow() * perRow * elementBytes), body);
    return ByteBuffer.wrap(body);
  }
}
