import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a container takes until it has scored its first request: from the call of the container
 * tool, and from the start of the process, with the processor time of that process beside it. With
 * the archive of classes and without it in turns, since other work on the machine changes.
 *
 * <p>Arguments: how many times, the loopback port, a key, a file with a request, the options of
 * {@code run} in one text, the image, and the container tool with its own options.
 */
final class StartTime {
  private static final String NAME = "scoria-start-time";
  private static final int TIMEOUT_S = 60;
  private static final int TICK_MS = 10; // of /proc/PID/stat

  private final int port;
  private final String request;
  private final List<String> options;
  private final String image;
  private final List<String> tool;

  private StartTime(String[] args) throws IOException {
    port = Integer.parseInt(args[1]);
    String body = Files.readString(Path.of(args[3])).strip();
    request =
        "POST /score HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + args[2]
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body;
    options = List.of(args[4].split(" "));
    image = args[5];
    tool = Arrays.asList(args).subList(6, args.length);
  }

  private record Sample(long fromRunMs, long fromProcessMs, long cpuMs) {}

  public static void main(String[] args) throws Exception {
    StartTime time = new StartTime(args);
    List<Sample> with = new ArrayList<>();
    List<Sample> without = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      with.add(time.measure(List.of()));
      without.add(time.measure(List.of("-e", "JDK_JAVA_OPTIONS=-Xshare:off")));
    }
    print("with the archive of classes", with);
    print("without it", without);
  }

  private static void print(String what, List<Sample> samples) {
    System.out.printf(
        "  %-28s %5d ms from the process's start (%d of processor time), %d from '%s'%n",
        what,
        median(samples.stream().mapToLong(Sample::fromProcessMs).toArray()),
        median(samples.stream().mapToLong(Sample::cpuMs).toArray()),
        median(samples.stream().mapToLong(Sample::fromRunMs).toArray()),
        "run");
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private Sample measure(List<String> more) throws Exception {
    List<String> run = new ArrayList<>(List.of("run", "--detach", "--name", NAME));
    run.addAll(options);
    run.addAll(more);
    run.add(image);
    long startNanos = System.nanoTime();
    Process running = start(run);
    try {
      awaitScore(startNanos);
      long fromRunMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      double upSeconds = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
      running.waitFor();
      Process inspect = start(List.of("inspect", "--format", "{{.State.Pid}}", NAME));
      String pid = new String(inspect.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from the third on
      long cpuMs = TICK_MS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
      long fromProcessMs = (long) (1000 * upSeconds) - TICK_MS * Long.parseLong(fields[19]);
      return new Sample(fromRunMs, fromProcessMs, cpuMs);
    } finally {
      running.waitFor();
      start(List.of("rm", "--force", "--time", "0", NAME)).waitFor();
    }
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(tool);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Asks until it is answered with 200: before, nobody listens, or the model is not loaded. */
  private void awaitScore(long startNanos) throws Exception {
    while (System.nanoTime() - startNanos < TimeUnit.SECONDS.toNanos(TIMEOUT_S)) {
      if (scores()) {
        return;
      }
      Thread.sleep(2);
    }
    throw new IOException("nothing was scored in " + TIMEOUT_S + " s");
  }

  private boolean scores() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }
}
