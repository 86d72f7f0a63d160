package io.scoria.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A server that answers requests of one length as it is told; a thread for each connection. */
final class TestServer implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final String UNAVAILABLE =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";
  static final String HANG_UP = "";

  private final ServerSocket listener;
  private final int requestBytes;
  private final IntFunction<String> answers;
  final AtomicInteger requests = new AtomicInteger();

  /**
   * @param answers by the number of the request, from 0; called on many threads, and may block
   */
  TestServer(RequestBytes request, IntFunction<String> answers) throws IOException {
    listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    requestBytes = request.totalBytes();
    this.answers = answers;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  Target target() {
    return new Target((InetSocketAddress) listener.getLocalSocketAddress(), "/");
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (in.readNBytes(requestBytes).length == requestBytes) {
        String answer = answers.apply(requests.getAndIncrement());
        if (answer.equals(HANG_UP)) {
          return;
        }
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
