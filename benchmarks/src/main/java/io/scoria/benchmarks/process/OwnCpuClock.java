package io.scoria.benchmarks.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The processor time of this process, all threads, to the nanosecond: clock_gettime(2) with
 * CLOCK_PROCESS_CPUTIME_ID. For windows in which the ticks of {@link ProcStat} are too coarse.
 * Thread-safe.
 */
public final class OwnCpuClock {
  private static final int CLOCK_PROCESS_CPUTIME_ID = 2; // of Linux on 64 bits
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final MethodHandle clockGettime;

  @SuppressWarnings("restricted") // the signature is that of the C library
  public OwnCpuClock() {
    Linker linker = Linker.nativeLinker();
    clockGettime =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("clock_gettime"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  }

  public long nanos() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timespec = arena.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteAlignment());
      int failed = (int) clockGettime.invokeExact(CLOCK_PROCESS_CPUTIME_ID, timespec);
      if (failed != 0) {
        throw new IllegalStateException("there is no such clock on this system");
      }
      return timespec.get(JAVA_LONG, 0) * NANOS_PER_SECOND
          + timespec.get(JAVA_LONG, JAVA_LONG.byteSize());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of C throws nothing", e);
    }
  }
}
