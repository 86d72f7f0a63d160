package io.scoria.benchmarks.yardstick;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A session and the buffers of its runs, used as cheaply as the Java binding allows: direct
 * buffers, outputs written in place, the same tensors again and again. For models of one float32
 * input and one float32 output. Used by one thread at a time.
 */
final class BareInstance implements AutoCloseable {
  private static final long ALIGNMENT = 64; // that of a cache line, and of the widest vectors

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final String outputName;
  private final long[] inputShape;
  private final long[] outputShape;

  BareInstance(OrtEnvironment environment, Path model, int threads) throws OrtException {
    this.environment = environment;
    try (SessionOptions options = new SessionOptions()) {
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session = environment.createSession(model.toString(), options);
    }
    var input = session.getInputInfo().entrySet().iterator().next();
    var output = session.getOutputInfo().entrySet().iterator().next();
    inputName = input.getKey();
    outputName = output.getKey();
    inputShape = shape(input.getValue().getInfo());
    outputShape = shape(output.getValue().getInfo());
  }

  private static long[] shape(ValueInfo info) {
    if (info instanceof TensorInfo tensor) {
      return tensor.getShape();
    }
    throw new IllegalArgumentException("not a tensor: " + info);
  }

  /** The only batch size that the model takes; 0 where it takes any. */
  int fixedBatch() {
    return inputShape[0] < 0 ? 0 : (int) inputShape[0];
  }

  /** The tensors of one batch size; the calling thread closes them. */
  Run prepare(int batch) throws OrtException {
    Arena memory = Arena.ofConfined();
    try {
      OnnxTensor input = tensor(memory, inputShape, batch);
      return new Run(memory, input, tensor(memory, outputShape, batch));
    } catch (OrtException | RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  private OnnxTensor tensor(Arena memory, long[] shape, int batch) throws OrtException {
    long[] dims = shape.clone();
    dims[0] = batch;
    int elements = Math.toIntExact(Arrays.stream(dims).reduce(1, Math::multiplyExact));
    FloatBuffer values =
        memory
            .allocate(Math.multiplyExact(elements, Float.BYTES), ALIGNMENT)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    SplittableRandom random = new SplittableRandom(1);
    while (values.hasRemaining()) {
      values.put((float) random.nextDouble());
    }
    return OnnxTensor.createTensor(environment, values.rewind(), dims);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  /** Runs of one batch size; owns their tensors, whose memory it gives back at once. */
  final class Run implements AutoCloseable {
    private final Arena memory;
    private final OnnxTensor inputTensor;
    private final OnnxTensor outputTensor;
    private final Map<String, OnnxTensorLike> inputs;
    private final Map<String, OnnxTensor> outputs;

    private Run(Arena memory, OnnxTensor input, OnnxTensor output) {
      this.memory = memory;
      inputTensor = input;
      outputTensor = output;
      inputs = Map.of(inputName, input);
      outputs = Map.of(outputName, output);
    }

    void once() throws OrtException {
      session.run(inputs, Set.of(), outputs).close();
    }

    @Override
    public void close() {
      inputTensor.close();
      outputTensor.close();
      memory.close();
    }
  }
}
