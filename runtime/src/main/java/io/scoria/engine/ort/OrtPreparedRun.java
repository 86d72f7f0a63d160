package io.scoria.engine.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunException;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inputs and outputs that the runtime knows by their address, and a run between them. One that is
 * repeated often goes past the Java binding, which makes half a kilobyte of objects for each run.
 */
final class OrtPreparedRun implements PreparedRun {
  /** Runs through the binding before the other way is worth preparing. */
  private static final int OFTEN = 64;

  private final OrtSession session;
  private final NativeApi api;
  private final List<DenseTensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final Map<String, OnnxTensor> nativeInputs = new HashMap<>();
  private final Map<String, OnnxTensor> nativeOutputs = new HashMap<>();
  private int runs; // through the binding
  private @Nullable NativeRun direct; // once there is one

  OrtPreparedRun(OrtSession session, NativeApi api) {
    this.session = session;
    this.api = api;
  }

  /** Owns both from here on. */
  void addInput(String name, DenseTensor tensor, OnnxTensor seenByRuntime) {
    inputs.add(tensor);
    nativeInputs.put(name, seenByRuntime);
  }

  /** Owns both from here on. */
  void addOutput(String name, DenseTensor tensor, OnnxTensor seenByRuntime) {
    outputs.add(tensor);
    nativeOutputs.put(name, seenByRuntime);
  }

  @Override
  public List<DenseTensor> inputs() {
    return inputs;
  }

  @Override
  public List<Tensor> outputs() {
    return outputs;
  }

  @Override
  public void run() throws RunException {
    NativeRun call = direct;
    if (call != null && call.run()) {
      return;
    }
    try { // where the other has failed this tells why
      session.run(nativeInputs, Set.of(), nativeOutputs).close();
    } catch (OrtException e) {
      throw OrtErrors.onRun(e);
    }
    if (call == null) {
      prepareDirect();
    }
  }

  private void prepareDirect() {
    runs++;
    if (runs == OFTEN) {
      api.link();
    } else if (runs > OFTEN && api.isLinked()) {
      direct = new NativeRun(session, nativeInputs, nativeOutputs);
    }
  }

  @Override
  public void close() {
    if (direct != null) {
      direct.close();
    }
    nativeInputs.values().forEach(OnnxTensor::close);
    nativeOutputs.values().forEach(OnnxTensor::close);
    Tensor.closeAll(inputs);
    Tensor.closeAll(outputs);
  }
}
