package io.scoria.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/**
 * Lines that code inside this process prints, as a script in Java does: logged each as an event, so
 * that they come in lines of the same form as all others, and never block who prints. Thread-safe
 * by the stream around it.
 */
final class PrintedLines extends OutputStream {
  private static final int MAX_LINE_BYTES = 16 << 10;

  private final Logger logger;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private PrintedLines(Logger logger) {
    this.logger = logger;
  }

  /** A stream whose lines that logger logs; a very long one as some. */
  static PrintStream stream(Logger logger) {
    return new PrintStream(new PrintedLines(logger), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) {
    if (b == '\n') {
      end();
      return;
    }
    line.write(b);
    if (line.size() >= MAX_LINE_BYTES) {
      end();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }

  private void end() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    logger.info(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
