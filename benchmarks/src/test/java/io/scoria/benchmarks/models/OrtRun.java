package io.scoria.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs a model of one input once. */
final class OrtRun {
  private OrtRun() {}

  static float[][] scores(byte[] model, float[] input, long... shape) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
          var result = session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
        return (float[][]) result.get(0).getValue();
      }
    }
  }

  /** Values from 0 to 1 that repeat from run to run. */
  static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 7919 % 1000) / 1000f;
    }
    return values;
  }
}
