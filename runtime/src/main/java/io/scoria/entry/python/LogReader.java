package io.scoria.entry.python;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Reads what a worker's script prints and logs, as long as the worker lives, on a thread of its
 * own. Always reads on, so that no script waits for the log. Owns the channel.
 */
final class LogReader implements AutoCloseable {
  /** Of a line; the rest of it is left out. Above what the worker cuts at, with its escapes. */
  private static final int MAX_LINE_BYTES = 4 * 8192 + 1024;

  private static final int BUFFER_BYTES = 1 << 16;

  private final ByteChannel channel;
  private final ScriptLog log;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private int length;

  private LogReader(ByteChannel channel, ScriptLog log) {
    this.channel = channel;
    this.log = log;
  }

  static LogReader start(String name, ByteChannel channel, ScriptLog log) {
    LogReader reader = new LogReader(channel, log);
    Thread.ofPlatform().name(name).daemon().start(reader::read);
    return reader;
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          take(buffer.get());
        }
      }
    } catch (IOException e) {
      // the worker has ended, or is ended
    } finally {
      endLine();
      log.close();
    }
  }

  private void take(byte value) {
    if (value == '\n') {
      endLine();
    } else if (length < line.length) {
      line[length++] = value;
    }
  }

  private void endLine() {
    if (length > 0) {
      log.line(line, length);
      length = 0;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing is read from it any more, closed or not
    }
  }
}
