package io.scoria.entry.python;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A socket that one worker connects to, twice: for its calls, then for its log. Used by one thread.
 */
final class Doorway implements AutoCloseable {
  /** A process that has not connected by then is no Python, or hangs. */
  private static final long CONNECT_SECONDS = 120;

  private final Path path;
  private final ServerSocketChannel server;

  Doorway(Path path) throws IOException {
    this.path = path;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
  }

  Path path() {
    return path;
  }

  /** Waits no longer than the process lives. */
  void watch(ProcessHandle process) {
    var _ =
        process
            .onExit()
            .completeOnTimeout(process, CONNECT_SECONDS, TimeUnit.SECONDS)
            .thenRun(this::close);
  }

  /**
   * Waits for a connection.
   *
   * @throws java.nio.channels.ClosedChannelException where the process ended before
   */
  SocketChannel accept() throws IOException {
    return server.accept();
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // the folder goes with the script
    }
  }
}
