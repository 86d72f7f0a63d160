package io.scoria.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that sends exactly the bytes that it is given. Every read fails after {@value
 * #TIMEOUT_MS} ms, so that a server that does not answer fails the test. Not thread-safe.
 */
final class RawClient implements AutoCloseable {
  static final int TIMEOUT_MS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) {
    this(connect(port));
  }

  /** Over a socket that is connected, which this owns from here on. */
  RawClient(Socket socket) {
    this.socket = socket;
    try {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of a POST to /score with these header lines, each ended by CRLF. */
  static String scoreHead(String headerLines) {
    return "POST /score HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
        + headerLines
        + "\r\n";
  }

  RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #send(String)} to a server that may stop reading before the end. */
  RawClient sendWhatIsTaken(String text) {
    return sendWhatIsTaken(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient sendWhatIsTaken(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException notTaken) {
      // its answer says why
    }
    return this;
  }

  /** Sends one chunk of a chunked body, by itself. */
  RawClient sendChunk(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return send(Integer.toHexString(bytes) + "\r\n" + text + "\r\n");
  }

  /** Scores a body of known length. */
  Response score(String body) {
    return score(body.getBytes(StandardCharsets.UTF_8));
  }

  Response score(byte[] body) {
    send(scoreHead("Content-Length: " + body.length + "\r\n"));
    return send(body).read();
  }

  /** Reads one response. */
  Response read() {
    return read(true);
  }

  /** Reads one response that has no body whatever its length says: that to a HEAD. */
  Response readHeadOnly() {
    return read(false);
  }

  private Response read(boolean withBody) {
    try {
      String[] statusLine = line().split(" ", 3);
      if (!statusLine[0].equals("HTTP/1.1") || statusLine.length != 3) {
        throw new AssertionError("not a status line: " + String.join(" ", statusLine));
      }
      int status = Integer.parseInt(statusLine[1]);
      Map<String, List<String>> headers = headers();
      byte[] body = withBody && status >= 200 ? body(headers) : new byte[0];
      Response response = new Response(status, headers, new String(body, StandardCharsets.UTF_8));
      if (status >= 400) {
        Canaries.lookIn("answered with " + status, response.headers() + response.text());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (!headers.containsKey("transfer-encoding")) {
      List<String> length = headers.getOrDefault("content-length", List.of("0"));
      return in.readNBytes(Integer.parseInt(length.getFirst()));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line(); // no trailers come
    return body.toByteArray();
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next != '\n') {
      if (next < 0) {
        throw new EOFException("the server closed the connection after: " + line);
      }
      line.write(next);
      next = in.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** The next byte, whatever it is of; fails at the end. */
  int readByte() {
    try {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True once the server has closed its side with nothing more sent; waits for that. */
  boolean isClosedByServer() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #isClosedByServer}; where something comes, it can still be read. */
  boolean isAtEnd() {
    try {
      in.mark(1);
      boolean end = in.read() < 0;
      in.reset();
      return end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that comes until the server closes its side. */
  String readToEnd() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True where nothing has come from the server for so long. */
  boolean isSilentFor(int millis) {
    try {
      socket.setSoTimeout(millis);
      in.mark(1);
      in.read();
      in.reset();
      return false;
    } catch (java.net.SocketTimeoutException nothing) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      resetTimeout();
    }
  }

  private void resetTimeout() {
    try {
      socket.setSoTimeout(TIMEOUT_MS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that nothing more is sent. */
  RawClient halfClose() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the connection with a reset: what a client that crashed looks like. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
