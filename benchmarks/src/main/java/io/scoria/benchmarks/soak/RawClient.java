package io.scoria.benchmarks.soak;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection to the server on this machine, which blocks. Not thread-safe. */
final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MS = 30_000;
  private static final int MAX_HEAD = 16 << 10;

  private final Socket socket = new Socket();

  RawClient(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
  }

  void send(byte[] bytes, int length) throws IOException {
    socket.getOutputStream().write(bytes, 0, length);
  }

  void send(byte[] bytes) throws IOException {
    send(bytes, bytes.length);
  }

  /**
   * Reads one response to its end.
   *
   * @return its status
   * @throws IOException where it is cut off, or is none
   */
  int receive() throws IOException {
    InputStream in = socket.getInputStream();
    String head = head(in);
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
    if (!head.startsWith("HTTP/1.1 ") || at < 0) {
      throw new IOException("not a response with a length");
    }
    int from = at + "content-length: ".length();
    in.skipNBytes(Long.parseLong(head.substring(from, head.indexOf('\r', from))));
    return Integer.parseInt(head.substring(9, 12));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0 || head.size() > MAX_HEAD) {
        throw new EOFException("the response was cut off");
      }
      head.write(next);
      boolean expected = next == (matched % 2 == 0 ? '\r' : '\n');
      matched = expected ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Ends the connection at once, as a client does that crashes. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
