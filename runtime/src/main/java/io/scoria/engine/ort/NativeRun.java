package io.scoria.engine.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The arguments of a run as the runtime's C interface takes them, laid out once. Whoever has it
 * keeps the session and the tensors open. Not thread-safe.
 */
final class NativeRun implements AutoCloseable {
  private final Arena arena = Arena.ofShared(); // closed by another thread than the one that runs
  private final long session;
  private final long inputNames;
  private final long inputs;
  private final long inputCount;
  private final long outputNames;
  private final long outputs;
  private final long outputCount;

  /** Made where {@link NativeApi#isLinked}. */
  NativeRun(OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    this.session = NativeApi.addressOf(session);
    inputNames = names(inputs);
    this.inputs = tensors(inputs);
    inputCount = inputs.size();
    outputNames = names(outputs);
    this.outputs = tensors(outputs);
    outputCount = outputs.size();
  }

  private long names(Map<String, OnnxTensor> values) {
    return array(values.keySet().stream().mapToLong(name -> arena.allocateFrom(name).address()));
  }

  /** In the order of the names, which is that of the map for as long as it is not changed. */
  private long tensors(Map<String, OnnxTensor> values) {
    return array(values.values().stream().mapToLong(NativeApi::addressOf));
  }

  private long array(LongStream addresses) {
    return arena.allocateFrom(ValueLayout.JAVA_LONG, addresses.toArray()).address();
  }

  /** Blocks for as long as the run; false where it failed, and the outputs hold nothing. */
  boolean run() {
    return NativeApi.run(
        session, inputNames, inputs, inputCount, outputNames, outputCount, outputs);
  }

  @Override
  public void close() {
    arena.close();
  }
}
