package io.scoria.engine;

import io.scoria.tensor.Shape;
import io.scoria.tensor.Signature;
import io.scoria.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One loaded model. Runs may overlap; none may overlap {@link #close} or come after it. */
public interface Session extends AutoCloseable {
  Signature signature();

  /**
   * True where the time of a run follows from the shapes of its inputs: false where values could
   * make it arbitrarily long, as the count of a loop does, or that is not known.
   */
  boolean timeFollowsFromShapes();

  /**
   * Runs the model and blocks until it has.
   *
   * @param inputs one for each input of the signature, in its order; still the caller's afterwards
   * @param control by which another thread may end the run; null where none will
   * @return one for each output of the signature, in its order; the caller's
   * @throws RunException if the model cannot run on these inputs, or the runtime fails
   */
  List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) throws RunException;

  /**
   * Sets up a run that can be repeated on the same memory. Blocks for no longer than a run's own
   * set-up.
   *
   * @param inputShapes one for each input of the signature, in its order
   * @return the caller's, to be closed before the session; null where every run has to be set up by
   *     itself, as where the model does not say what shapes its outputs have
   */
  default @Nullable PreparedRun prepare(List<Shape> inputShapes) throws RunException {
    return null;
  }

  @Override
  void close();
}
