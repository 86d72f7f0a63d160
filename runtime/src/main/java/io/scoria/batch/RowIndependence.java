package io.scoria.batch;

import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether a row's answer is the same alone and among others. */
final class RowIndependence {
  private static final int ROWS = 3;
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-5;

  private RowIndependence() {}

  /** Why rows may not be joined; null where they may. */
  static @Nullable String whyNot(Session session, SampleRows sample) {
    if (!SampleRows.mayBeRows(session.signature())) {
      return "its first dimensions are not all free";
    }
    if (!sample.canVary()) {
      return "no rows that differ can be made from its sample";
    }
    try {
      return holds(session, sample) ? null : "rows are answered otherwise together than apart";
    } catch (RunException e) {
      return "it cannot run on three rows made from its sample";
    }
  }

  /** True where three different rows are answered together as they are apart. */
  private static boolean holds(Session session, SampleRows sample) throws RunException {
    List<Tensor> together = run(session, sample.rows(ROWS, 0));
    try {
      for (Tensor output : together) {
        if (output.shape().rank() == 0 || output.shape().dim(0) != ROWS) {
          return false;
        }
      }
      for (int row = 0; row < ROWS; row++) {
        if (!sameAlone(session, sample, together, row)) {
          return false;
        }
      }
      return true;
    } finally {
      Tensor.closeAll(together);
    }
  }

  private static boolean sameAlone(
      Session session, SampleRows sample, List<Tensor> together, int row) throws RunException {
    List<Tensor> alone = run(session, sample.rows(1, row));
    try {
      for (int i = 0; i < alone.size(); i++) {
        if (!sameRow(alone.get(i), together.get(i), row)) {
          return false;
        }
      }
      return true;
    } finally {
      Tensor.closeAll(alone);
    }
  }

  private static List<Tensor> run(Session session, List<Tensor> inputs) throws RunException {
    try {
      return session.run(inputs, null);
    } finally {
      Tensor.closeAll(inputs);
    }
  }

  private static boolean sameRow(Tensor alone, Tensor together, int row) {
    long count = alone.shape().elements();
    if (count * ROWS != together.shape().elements()) {
      return false;
    }
    int first = Math.toIntExact(count * row);
    for (int i = 0; i < count; i++) {
      if (!sameElement(alone, i, together, first + i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameElement(Tensor a, int i, Tensor b, int j) {
    if (a instanceof StringTensor strings) {
      return strings.get(i).equals(((StringTensor) b).get(j));
    }
    ElementType type = a.type();
    ByteBuffer x = ((DenseTensor) a).data();
    ByteBuffer y = ((DenseTensor) b).data();
    return switch (type) {
      case FLOAT -> near(x.getFloat(i * 4), y.getFloat(j * 4));
      case DOUBLE -> near(x.getDouble(i * 8), y.getDouble(j * 8));
      case FLOAT16 ->
          near(Float.float16ToFloat(x.getShort(i * 2)), Float.float16ToFloat(y.getShort(j * 2)));
      default -> sameBytes(x, i * type.bytes(), y, j * type.bytes(), type.bytes());
    };
  }

  private static boolean near(double a, double b) {
    return a == b
        || (Double.isNaN(a) && Double.isNaN(b))
        || Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(b);
  }

  private static boolean sameBytes(ByteBuffer x, int i, ByteBuffer y, int j, int count) {
    for (int k = 0; k < count; k++) {
      if (x.get(i + k) != y.get(j + k)) {
        return false;
      }
    }
    return true;
  }
}
