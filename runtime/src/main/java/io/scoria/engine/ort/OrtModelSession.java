package io.scoria.engine.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtUtil;
import io.scoria.engine.PreparedRun;
import io.scoria.engine.RunControl;
import io.scoria.engine.RunException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.DenseTensor;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Shape;
import io.scoria.tensor.Signature;
import io.scoria.tensor.StringTensor;
import io.scoria.tensor.Tensor;
import io.scoria.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One model in ONNX Runtime. Owns the native session. */
final class OrtModelSession implements Session {
  private static final Logger LOG = LoggerFactory.getLogger(OrtModelSession.class);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final NativeApi api;
  private final Signature signature;
  private final boolean steady;
  private final BufferPool pool;
  private final OutputShapes outputShapes;
  private volatile boolean pinning = true; // false once the model's own word on a shape was wrong

  OrtModelSession(
      OrtEnvironment environment,
      OrtSession session,
      NativeApi api,
      Signature signature,
      boolean steady,
      BufferPool pool) {
    this.steady = steady;
    this.environment = environment;
    this.session = session;
    this.api = api;
    this.signature = signature;
    this.pool = pool;
    outputShapes = new OutputShapes(signature);
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public boolean timeFollowsFromShapes() {
    return steady;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, @Nullable RunControl control) throws RunException {
    if (control == null) {
      return run(inputs, (RunOptions) null);
    }
    try (RunOptions options = new RunOptions()) {
      control.attach(() -> terminate(options));
      try {
        return run(inputs, options);
      } finally {
        control.detach();
      }
    } catch (OrtException e) {
      throw OrtErrors.onRun(e);
    }
  }

  private static void terminate(RunOptions options) {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      LOG.warn("a run cannot be ended: {}", e.getMessage());
    }
  }

  private List<Tensor> run(List<Tensor> inputs, @Nullable RunOptions options) throws RunException {
    try (Values values = new Values(options)) {
      for (int i = 0; i < inputs.size(); i++) {
        values.inputs.put(signature.inputs().get(i).name(), create(inputs.get(i)));
      }
      return pinning ? runPinned(inputs, values) : execute(values);
    } catch (OrtException e) {
      throw OrtErrors.onRun(e);
    }
  }

  private List<Tensor> runPinned(List<Tensor> inputs, Values values)
      throws OrtException, RunException {
    pinOutputs(inputs, values);
    if (values.pinned.isEmpty()) {
      return execute(values);
    }
    try {
      return execute(values);
    } catch (OrtException pinnedFailed) {
      // Either the inputs are at fault, and the run fails again, or the model misstated a shape.
      values.unpin();
      List<Tensor> outputs = execute(values);
      pinning = false;
      LOG.warn(
          "the model gives an output of another shape than it states ({}): outputs are copied from"
              + " now on",
          pinnedFailed.getMessage());
      return outputs;
    }
  }

  private void pinOutputs(List<Tensor> inputs, Values values) throws OrtException {
    List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
    for (int i = 0; i < signature.outputs().size(); i++) {
      TensorSpec spec = signature.outputs().get(i);
      DenseTensor tensor = allocateOutput(i, shapes);
      if (tensor != null) {
        values.pinnedTensors.put(spec.name(), tensor);
        values.pinned.put(spec.name(), create(tensor));
      }
    }
  }

  /** Null where only the run can tell the output's shape, or there is no memory for it. */
  private @Nullable DenseTensor allocateOutput(int index, List<Shape> inputShapes) {
    Shape shape = outputShapes.predict(index, inputShapes);
    return shape == null ? null : allocate(signature.outputs().get(index), shape);
  }

  private @Nullable DenseTensor allocate(TensorSpec spec, Shape shape) {
    ByteBuffer buffer = pool.tryAcquire(Math.multiplyExact(shape.elements(), spec.type().bytes()));
    return buffer == null
        ? null
        : new DenseTensor(spec.type(), shape, buffer, () -> pool.release(buffer));
  }

  @Override
  public @Nullable PreparedRun prepare(List<Shape> inputShapes) throws RunException {
    OrtPreparedRun run = new OrtPreparedRun(session, api);
    try {
      boolean ready = pinning;
      for (int i = 0; ready && i < inputShapes.size(); i++) {
        ready = addInput(run, signature.inputs().get(i), inputShapes.get(i));
      }
      for (int i = 0; ready && i < signature.outputs().size(); i++) {
        ready = addOutput(run, i, inputShapes);
      }
      if (ready) {
        return run;
      }
      run.close();
      return null;
    } catch (OrtException e) {
      run.close();
      throw OrtErrors.onRun(e);
    }
  }

  private boolean addInput(OrtPreparedRun run, TensorSpec spec, Shape shape) throws OrtException {
    DenseTensor tensor = spec.type() == ElementType.STRING ? null : allocate(spec, shape);
    if (tensor != null) {
      run.addInput(spec.name(), tensor, create(tensor));
    }
    return tensor != null;
  }

  private boolean addOutput(OrtPreparedRun run, int index, List<Shape> inputShapes)
      throws OrtException {
    TensorSpec spec = signature.outputs().get(index);
    DenseTensor tensor = allocateOutput(index, inputShapes);
    if (tensor != null) {
      run.addOutput(spec.name(), tensor, create(tensor));
    }
    return tensor != null;
  }

  private List<Tensor> execute(Values values) throws OrtException, RunException {
    Set<String> requested = Set.of();
    if (values.pinned.size() < signature.outputs().size()) {
      requested = new LinkedHashSet<>(session.getOutputNames());
      requested.removeAll(values.pinned.keySet());
    }
    try (Result result = session.run(values.inputs, requested, values.pinned, values.options)) {
      List<Tensor> outputs = new ArrayList<>(signature.outputs().size());
      for (TensorSpec spec : signature.outputs()) {
        Tensor pinned = values.pinnedTensors.get(spec.name());
        outputs.add(pinned != null ? pinned : copy(spec, result));
      }
      values.pinnedTensors.clear(); // the caller's from here on
      return outputs;
    }
  }

  private OnnxTensor create(Tensor tensor) throws OrtException {
    long[] dims = tensor.shape().toArray();
    return switch (tensor) {
      case StringTensor strings -> OnnxTensor.createTensor(environment, strings.values(), dims);
      case DenseTensor dense ->
          OnnxTensor.createTensor(environment, dense.data(), dims, OrtTypes.javaType(dense.type()));
    };
  }

  private Tensor copy(TensorSpec spec, Result result) throws OrtException, RunException {
    OnnxValue value = result.get(spec.name()).orElseThrow();
    if (!(value instanceof OnnxTensor tensor)) {
      throw new IllegalStateException("output '" + spec.name() + "' is " + value.getType());
    }
    Shape shape = Shape.of(tensor.getInfo().getShape());
    if (spec.type() == ElementType.STRING) {
      return new StringTensor(shape, strings(tensor.getValue()));
    }
    if (Math.multiplyExact(shape.elements(), spec.type().bytes()) > pool.limitBytes() / 2) {
      throw new RunException(
          true,
          "output '"
              + spec.name()
              + "' would have shape "
              + shape
              + ", more than there is memory for",
          new IllegalStateException("an output of shape " + shape));
    }
    return new DenseTensor(spec.type(), shape, tensor.getByteBuffer(), () -> {});
  }

  private static String[] strings(Object value) {
    return value instanceof String one ? new String[] {one} : OrtUtil.flattenString(value);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session does not close", e);
    }
  }

  /** The runtime's side of the tensors of one run; closing it leaves our buffers as they are. */
  private static final class Values implements AutoCloseable {
    final @Nullable RunOptions options;
    final Map<String, OnnxTensor> inputs = new HashMap<>();
    final Map<String, OnnxTensor> pinned = new HashMap<>();
    final Map<String, Tensor> pinnedTensors = new HashMap<>();

    Values(@Nullable RunOptions options) {
      this.options = options;
    }

    void unpin() {
      pinned.values().forEach(OnnxTensor::close);
      pinned.clear();
      Tensor.closeAll(pinnedTensors.values());
      pinnedTensors.clear();
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      unpin();
    }
  }
}
