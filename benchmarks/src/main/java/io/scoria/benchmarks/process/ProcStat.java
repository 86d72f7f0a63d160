package io.scoria.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Processor time as Linux accounts for it: proc(5). All threads of a process are in its figure,
 * those that have ended too. One tick is 10 ms, so a window of a second is exact to about a
 * hundredth.
 */
public final class ProcStat {
  /** USER_HZ: 100 on every architecture that a current JDK runs on. */
  private static final long TICK_NANOS = 1_000_000_000L / 100;

  private static final Path PROC = Path.of("/proc");

  /** As the Java machine names them, cut off after 15 characters by the system. */
  private static final Pattern COMPILER = Pattern.compile("\\d+ \\(C[12] CompilerThre\\)");

  private static final String ENDED = "the process has ended, or this is not Linux: ";

  // Fields of /proc/PID/stat, counted from the one after the command's closing parenthesis.
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  // Fields of the first line of /proc/stat, counted from the one after "cpu".
  private static final int IDLE = 3;
  private static final int WAITING_FOR_IO = 4;
  private static final int FIRST_GUEST = 8; // guests' time is in the user's already

  private ProcStat() {}

  /**
   * All of a process so far.
   *
   * @throws UncheckedIOException if there is no such process, or no /proc
   */
  public static CpuTime ofProcess(long pid) {
    return parseProcess(read(PROC.resolve(pid + "/stat")));
  }

  /**
   * Of the JIT compilers of a Java machine so far; zero where the process is none. Of compilers
   * that have ended since, nothing is known.
   */
  static CpuTime ofCompilers(long pid) {
    CpuTime all = CpuTime.ZERO;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
      for (Path thread : threads) {
        all = all.plus(parseCompiler(readThread(thread)));
      }
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(ENDED + pid, e);
    } catch (IOException e) {
      throw new UncheckedIOException("the threads of process " + pid + " cannot be read", e);
    }
    return all;
  }

  /** Zero for another thread than a compiler. */
  static CpuTime parseCompiler(String stat) {
    return COMPILER.matcher(stat).lookingAt() ? parseProcess(stat) : CpuTime.ZERO;
  }

  /** Nothing where it has just ended. */
  private static String readThread(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** All time that this machine's processors were not idle, whoever used it. */
  public static long machineBusyNanos() {
    return parseMachineBusy(read(PROC.resolve("stat")));
  }

  static CpuTime parseProcess(String stat) {
    // The command may hold spaces and parentheses of its own.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SYSTEM + 2);
    return new CpuTime(
        Long.parseLong(fields[USER]) * TICK_NANOS, Long.parseLong(fields[SYSTEM]) * TICK_NANOS);
  }

  static long parseMachineBusy(String stat) {
    String all = stat.lines().filter(line -> line.startsWith("cpu ")).findFirst().orElseThrow();
    List<String> fields = List.of(all.substring("cpu".length()).strip().split(" "));
    long ticks = 0;
    for (int i = 0; i < Math.min(FIRST_GUEST, fields.size()); i++) {
      if (i != IDLE && i != WAITING_FOR_IO) {
        ticks += Long.parseLong(fields.get(i));
      }
    }
    return ticks * TICK_NANOS;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(ENDED + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
