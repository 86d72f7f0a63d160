package io.scoria.cli;

import io.scoria.config.ServeConfig;
import io.scoria.log.LoggingProvider;
import io.scoria.log.ServerLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The standard output of a process that serves: the log alone writes to it, and what code inside
 * the process prints is logged. Closed by writing what there is.
 */
final class StandardOutput implements AutoCloseable {
  private final ServerLog log;
  private final PrintStream before = System.out;

  private StandardOutput(ServerLog log) {
    this.log = log;
  }

  static StandardOutput open(ServeConfig config) {
    boolean events = !LoggingProvider.isConfiguredByFile(); // else they go as the file says
    ServerLog log =
        ServerLog.start(
            config.log(),
            config.service().version(),
            new FileOutputStream(FileDescriptor.out),
            events);
    StandardOutput output = new StandardOutput(log);
    if (events) {
      System.setOut(log.printStream());
    }
    return output;
  }

  ServerLog log() {
    return log;
  }

  @Override
  public void close() {
    System.setOut(before);
    log.close();
  }
}
