package io.scoria.engine.ort;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.google.protobuf.InvalidProtocolBufferException;
import io.scoria.engine.Engine;
import io.scoria.engine.Footprint;
import io.scoria.engine.ModelLoadException;
import io.scoria.engine.Session;
import io.scoria.tensor.BufferPool;
import io.scoria.tensor.Signature;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * ONNX Runtime on the CPU. Thread counts are always set: left alone, the runtime counts the
 * processors of the host and not those that the container may use.
 */
public final class OrtEngine implements Engine {
  /**
   * Weights inside of the model's file are there twice, as they are read and as they are laid out
   * for the processor; those beside it are mapped, and there once. Measured: docs/sizing.md.
   */
  private static final double INSIDE = 2.1;

  private static final double BESIDE = 1.3;

  private final OrtEnvironment environment;
  private final NativeApi api = new NativeApi();
  private final BufferPool pool;

  /**
   * @param pool where the buffers of outputs come from
   */
  public OrtEngine(BufferPool pool) {
    RuntimeTelemetry.forbid();
    this(pool, environment());
  }

  OrtEngine(BufferPool pool, OrtEnvironment environment) {
    this.pool = pool;
    this.environment = environment;
  }

  static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "scoria");
  }

  @Override
  public String description() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public Footprint footprint(Path model) throws ModelLoadException {
    long inside = model.toFile().length();
    try {
      long beside = 0;
      for (String location : OnnxFile.read(model).locations()) {
        File file = model.resolveSibling(location).toFile();
        beside += file.isFile() ? file.length() : 0; // what is missing, loading will tell
      }
      return footprint(inside, beside);
    } catch (InvalidPathException | InvalidProtocolBufferException noModel) {
      return footprint(inside, 0); // loading will say why
    } catch (IOException e) {
      throw new ModelLoadException(model + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Session load(Path model, int intraOpThreads) throws ModelLoadException {
    try (SessionOptions options = new SessionOptions()) {
      options.setExecutionMode(ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(intraOpThreads);
      options.setInterOpNumThreads(1);
      // A spinning thread takes processor time from the one that has work, and burns the quota.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      OrtSession session = environment.createSession(model.toString(), options);
      return describe(model, session);
    } catch (OrtException e) {
      throw new ModelLoadException(
          model + " cannot be loaded: " + OrtErrors.forOperator(e, model), e);
    }
  }

  private static Footprint footprint(long inside, long beside) {
    return new Footprint(inside + beside, (long) Math.ceil(INSIDE * inside + BESIDE * beside));
  }

  private static boolean isSteady(OnnxFile file) {
    return file.operators().stream().allMatch(SteadyOperators::contains);
  }

  private Session describe(Path model, OrtSession session) throws ModelLoadException, OrtException {
    try {
      OnnxFile file = OnnxFile.read(model);
      Signature signature = OrtTypes.signature(session, file);
      return new OrtModelSession(environment, session, api, signature, isSteady(file), pool);
    } catch (ModelLoadException e) {
      session.close();
      throw new ModelLoadException(model + " cannot be served: " + e.getMessage());
    } catch (IOException e) {
      session.close();
      throw new ModelLoadException(model + " cannot be read: " + e.getMessage(), e);
    }
  }
}
