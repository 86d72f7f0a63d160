import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of classes (class data sharing) that the server of the image starts from: has
 * the server really serve, and archives what it loaded. The list of it is sorted and holds no
 * numbers of that run, so that two builds of the same files give the same archive. Run in the build
 * of the image, with the Java and the options of the image.
 */
final class Train {
  private static final Path JAVA = Path.of("/opt/java/bin/java");
  private static final Path SCORIA = Path.of("/opt/scoria");
  private static final Path TRAINING = Path.of("/training");
  private static final Path LIST = TRAINING.resolve("classes.list");
  private static final String KEY = "training-key-that-no-server-has";
  private static final int REQUESTS = 200;
  private static final int MOST_TRIES = 8;
  private static final int TIMEOUT_S = 120;
  private static final float[] IRIS = {5.1f, 3.4f, 1.5f, 0.2f};

  private final List<String> options = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    new Train().run();
  }

  private void run() throws Exception {
    for (String line : Files.readAllLines(SCORIA.resolve("java.options"))) {
      if (!line.startsWith("#") && !line.contains("SharedArchiveFile")) {
        options.add(line);
      }
    }
    Files.write(LIST, twice("list of classes", this::loaded));
    twice("archive", this::dump);
    Path archive = SCORIA.resolve("classes.jsa");
    System.out.printf(
        "%d classes in %,d bytes%n", Files.readAllLines(LIST).size(), Files.size(archive));
  }

  /**
   * What comes a second time: what threads do at the same time sometimes loads a class more, or has one
   * more constant resolved, and two builds are to give the same.
   */
  private static <T> T twice(String what, Callable<T> make) throws Exception {
    Set<T> seen = new HashSet<>();
    while (seen.size() < MOST_TRIES) {
      T made = make.call();
      if (!seen.add(made)) {
        return made;
      }
    }
    throw new IOException("each " + what + " differs from all others");
  }

  /** The classes that a server loads that serves, and lambdas. */
  private SortedSet<String> loaded() throws Exception {
    serve();
    SortedSet<String> classes = new TreeSet<>();
    for (String line : Files.readAllLines(LIST)) {
      // Constants that were resolved differ from run to run, and so do the numbers of classes; how an
      // array of measured times is sorted depends on the times; and a reference to a method of picocli,
      // which is too old for the archive, is archived with addresses of code.
      boolean varies =
          line.startsWith("@cp")
              || line.contains("java/util/DualPivotQuicksort")
              || line.matches("@lambda-proxy .* REF_\\w+ picocli/.*");
      if (!line.startsWith("#") && !varies) {
        classes.add(line.replaceAll(" (id|super|interfaces|source): ?\\S+", ""));
      }
    }
    return classes;
  }

  /** Starts the server, asks it what clients ask, and stops it as Kubernetes does. */
  private void serve() throws Exception {
    Path state = Files.createTempDirectory(TRAINING, "state-"); // so that it measures each time
    List<String> command = java("-Xshare:off", "-XX:DumpLoadedClassList=" + LIST);
    command.addAll(List.of("serve", TRAINING.resolve("iris").toString(), "--port", "0"));
    command.addAll(List.of("--host", "127.0.0.1", "--management-port", "0"));
    command.addAll(List.of("--drain-delay", "0"));
    command.addAll(List.of("--log-format", "json")); // as in the image, so that its classes are there
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SCORIA_PRIMARY_KEY", KEY);
    builder.environment().put("SCORIA_STATE_DIR", state.toString());
    Process server = builder.start();
    try (BufferedReader out = server.inputReader()) {
      int management = -1;
      String line = out.readLine();
      while (line != null && !line.contains("\"READY http:")) {
        System.out.println(line);
        if (line.contains("\"Management: ")) {
          management = port(line);
        }
        line = out.readLine();
      }
      if (line == null) {
        throw new IOException("the server ended with " + server.waitFor());
      }
      ask(port(line));
      get(management, "/readyz");
      server.destroy(); // SIGTERM
      if (!server.waitFor(TIMEOUT_S, TimeUnit.SECONDS) || server.exitValue() != 0) {
        throw new IOException("the server did not stop cleanly");
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static int port(String line) {
    return Integer.parseInt(line.replaceFirst(".*http://[^/]*:([0-9]+)\".*", "$1"));
  }

  private static void ask(int port) throws IOException {
    byte[] json = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer binary = ByteBuffer.allocate(4 * IRIS.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : IRIS) {
      binary.putFloat(value);
    }
    try (Socket socket = new Socket("127.0.0.1", port)) {
      for (int i = 0; i < REQUESTS; i++) {
        exchange(socket, score(KEY, "application/json", json.length), json, 200);
        exchange(
            socket,
            score(KEY, "application/octet-stream", binary.capacity())
                .replace("\r\n\r\n", "\r\nAccept: application/octet-stream\r\n\r\n"),
            binary.array(),
            200);
      }
      byte[] wrong = "{\"data\": [[1, 2]]}".getBytes(StandardCharsets.US_ASCII);
      exchange(socket, score(KEY, "application/json", wrong.length), wrong, 400);
      exchange(socket, score("another-key-of-nobody", "application/json", json.length), json, 401);
    }
    get(port, "/");
    get(port, "/swagger.json");
  }

  private static String score(String key, String type, int length) {
    return "POST /score HTTP/1.1\r\nHost: training\r\nAuthorization: Bearer "
        + key
        + "\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static void get(int port, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
      exchange(socket, head, new byte[0], 200);
    }
  }

  private static void exchange(Socket socket, String head, byte[] body, int wanted)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("no answer but: " + answer);
      }
      answer.append((char) read);
    }
    String text = answer.toString();
    if (!text.startsWith("HTTP/1.1 " + wanted + " ")) {
      throw new IOException("wanted " + wanted + ", got: " + text);
    }
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length: ");
    int end = lower.indexOf("\r\n", at);
    int length = Integer.parseInt(lower.substring(at + "content-length: ".length(), end));
    if (in.readNBytes(length).length != length) {
      throw new IOException("a body that ends too early");
    }
  }

  /** Returns the archive's digest. */
  private String dump() throws Exception {
    List<String> command =
        java(
            "-Xshare:dump",
            "-XX:+UseG1GC", // the only collector that archives objects, whatever machine builds
            "-XX:SharedClassListFile=" + LIST,
            "-XX:SharedArchiveFile=" + SCORIA.resolve("classes.jsa"));
    Path log = TRAINING.resolve("dump.log");
    Process dump =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (dump.waitFor() != 0) {
      throw new IOException("the archive could not be made: " + Files.readString(log));
    }
    byte[] archive = Files.readAllBytes(SCORIA.resolve("classes.jsa"));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
  }

  private List<String> java(String... flags) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(options);
    command.addAll(List.of(flags));
    command.addAll(List.of("-jar", SCORIA.resolve("scoria.jar").toString()));
    return command;
  }
}
