package io.scoria.engine.ort;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * The telemetry of ONNX Runtime. From 1.29 on the runtime tells its maker of processes, models and
 * runs where nobody forbids it: it keeps a database in the user's cache folder and sends what is in
 * it over the network. It looks at the environment of the process when it is initialized, and at
 * nothing else before its first event.
 */
public final class RuntimeTelemetry {
  /** The name in 1.29, and that of later ones (microsoft/onnxruntime, pull request 29843). */
  private static final List<String> SWITCHES =
      List.of("ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED");

  private static final String FORBIDDEN = "1";

  private RuntimeTelemetry() {}

  /**
   * Forbids it for this process, whose environment is changed for that where it does not say so
   * itself, since there is no other way. Has an effect only before the runtime is initialized. Java
   * code does not see the change.
   *
   * @throws IllegalStateException if it cannot be forbidden
   */
  @SuppressWarnings("restricted") // native access is what this is for
  public static void forbid() {
    if (SWITCHES.stream().allMatch(name -> FORBIDDEN.equals(System.getenv(name)))) {
      return; // as in the image, whose start does not wait for native access then
    }
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return; // not POSIX: there the system's own settings decide
    }
    MethodHandle set =
        linker.downcallHandle(
            setenv.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      for (String name : SWITCHES) {
        int failed =
            (int) set.invokeExact(arena.allocateFrom(name), arena.allocateFrom(FORBIDDEN), 1);
        if (failed != 0) {
          throw new IllegalStateException(name + " cannot be set for ONNX Runtime");
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // invokeExact declares it; setenv throws nothing
      throw new IllegalStateException("the telemetry of ONNX Runtime cannot be forbidden", e);
    }
  }
}
