package io.scoria.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One request, to see what a server makes of it. */
public final class Probe {
  /** The status where no answer came. */
  public static final int NO_ANSWER = 0;

  private static final int READ_BYTES = 64 << 10;

  private record NoAnswer(String text) implements Answer {
    @Override
    public int status() {
      return NO_ANSWER;
    }

    @Override
    public long bodyBytes() {
      return 0;
    }
  }

  private Probe() {}

  /** Sends a request on a connection of its own and waits for the answer. */
  public static Answer send(Target target, RequestBytes request, int timeoutMs) {
    ByteBuf bytes = request.toDirectBuffer();
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(timeoutMs);
      socket.connect(target.address(), timeoutMs);
      write(socket, bytes);
      return read(socket.getInputStream());
    } catch (SocketTimeoutException e) {
      return new NoAnswer("no answer in %d ms".formatted(timeoutMs));
    } catch (IOException e) {
      return new NoAnswer("no answer: " + e.getMessage());
    } finally {
      bytes.release();
    }
  }

  private static void write(Socket socket, ByteBuf bytes) {
    try {
      bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
    } catch (IOException e) {
      // A server may refuse, and close, before it has read everything; its answer tells why.
    }
  }

  private static Answer read(InputStream in) throws IOException {
    ResponseParser parser = new ResponseParser();
    byte[] buffer = new byte[READ_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (parser.parse(Unpooled.wrappedBuffer(buffer, 0, count))) {
        return parser;
      }
    }
    return new NoAnswer("the connection was closed instead of answering");
  }
}
