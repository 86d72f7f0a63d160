package io.scoria.log;

import org.slf4j.event.Level;

/** How entries become lines, each ended by a line feed. Used by one thread. */
interface LineFormat {
  /** Of what is told while the server starts and stops, where a line names a logger. */
  String NOTICES = "io.scoria";

  /** Of requests. */
  String REQUESTS = "io.scoria.request";

  void append(StringBuilder out, LogEntry.Event event);

  void append(StringBuilder out, LogEntry.Request request);

  void append(StringBuilder out, LogEntry.Notice notice);

  /** Appends the lines of an entry. */
  default void append(StringBuilder out, LogEntry entry) {
    switch (entry) {
      case LogEntry.Event event -> append(out, event);
      case LogEntry.Request request -> append(out, request);
      case LogEntry.Notice notice -> append(out, notice);
      case LogEntry.Started started -> {}
    }
  }

  /** That a request is logged at. */
  static Level level(LogEntry.Request request) {
    return request.status() >= 500 ? Level.WARN : Level.INFO;
  }
}
