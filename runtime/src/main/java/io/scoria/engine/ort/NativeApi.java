package io.scoria.engine.ort;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Functions of ONNX Runtime's C interface that are called past its Java binding, which copies every
 * name and address anew for each run. They stand in a table whose order is the runtime's promise
 * since its first version (onnxruntime_c_api.cc, {@code ort_api_1_to_X}); where it is, and where
 * the runtime's side of a session and of a tensor is, only private fields of the binding tell.
 * Where they are not as they are in the version that this is built with, nothing is linked, and the
 * binding is used. Thread-safe.
 */
final class NativeApi {
  private static final Logger LOG = LoggerFactory.getLogger(NativeApi.class);

  private static final int RUN = 9; // places in the table
  private static final int RELEASE_STATUS = 93;

  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean linked;

  /** What is linked; initialized by the thread that links, and by none before. */
  private static final class Functions {
    static final Field SESSION = field(OrtSession.class, "nativeHandle");
    static final Field TENSOR = field(OnnxTensorLike.class, "nativeHandle");
    static final MethodHandle RUN_MODEL = function(RUN, longs(8).changeReturnLayout(address()));
    static final MethodHandle RELEASE = function(RELEASE_STATUS, longs(1));

    private Functions() {}

    private static Field field(Class<?> owner, String name) {
      try {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        if (field.getType() != long.class) {
          throw new IllegalStateException(field + " is no address");
        }
        return field;
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(owner + " has no field " + name, e);
      }
    }

    @SuppressWarnings("restricted") // native access is what this is for
    private static MethodHandle function(int index, FunctionDescriptor type) {
      try {
        Class<?> runtime = Class.forName(OrtEnvironment.class.getPackageName() + ".OnnxRuntime");
        long table = field(runtime, "ortApiHandle").getLong(null);
        MemorySegment functions =
            MemorySegment.ofAddress(table)
                .reinterpret((RELEASE_STATUS + 1) * ValueLayout.ADDRESS.byteSize());
        return Linker.nativeLinker()
            .downcallHandle(functions.getAtIndex(ValueLayout.ADDRESS, index), type);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the binding does not tell where the runtime is", e);
      }
    }

    private static ValueLayout.OfLong address() {
      return ValueLayout.JAVA_LONG; // what it is to the processor; a segment would be allocated
    }

    private static FunctionDescriptor longs(int parameters) {
      FunctionDescriptor none = FunctionDescriptor.ofVoid();
      for (int i = 0; i < parameters; i++) {
        none = none.appendArgumentLayouts(address());
      }
      return none;
    }
  }

  /** Links on a thread of its own, where that has not begun: it takes tens of milliseconds. */
  void link() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    Thread.ofPlatform()
        .name("engine-link")
        .daemon()
        .start(() -> {
          try {
            linked = Functions.RUN_MODEL != null && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
          } catch (LinkageError e) {
            LOG.warn("small models run through the Java binding, which is slower", e);
          }
        });
  }

  /** True where {@link #run} and the addresses can be had. */
  boolean isLinked() {
    return linked;
  }

  static long addressOf(OrtSession session) {
    return addressIn(Functions.SESSION, session);
  }

  static long addressOf(OnnxTensor tensor) {
    return addressIn(Functions.TENSOR, tensor);
  }

  private static long addressIn(Field field, Object owner) {
    try {
      return field.getLong(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be read, and could before", e);
    }
  }

  /**
   * OrtApi::Run, without options. Blocks for as long as the run.
   *
   * @param session its address, as all others are
   * @param inputNames an array of C strings
   * @param inputs an array of tensors
   * @param outputs an array of tensors, which are written into
   * @return true where the model has run; else the binding tells what is wrong
   */
  static boolean run(
      long session,
      long inputNames,
      long inputs,
      long inputCount,
      long outputNames,
      long outputCount,
      long outputs) {
    try {
      long status =
          (long)
              Functions.RUN_MODEL.invokeExact(
                  session, 0L, inputNames, inputs, inputCount, outputNames, outputCount, outputs);
      if (status != 0) {
        Functions.RELEASE.invokeExact(status);
      }
      return status == 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // invokeExact declares it; a C function throws nothing
      throw new IllegalStateException("the runtime cannot be called", e);
    }
  }
}
