package io.scoria.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be stopped in the reverse order. Not thread-safe. */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<Part> started = new ArrayDeque<>();

  /** How something is stopped. */
  interface Stop {
    /** False where it could not be stopped in time. */
    boolean stop() throws InterruptedException;
  }

  private record Part(String name, Stop stop) {}

  /** Something was started. */
  void add(String name, Stop stop) {
    started.push(new Part(name, stop));
  }

  /** Something was started that always stops. */
  void addClosing(String name, Runnable close) {
    add(
        name,
        () -> {
          close.run();
          return true;
        });
  }

  /** Stops everything; does nothing the second time. False where a part did not stop. */
  boolean stop() {
    boolean clean = true;
    for (Part part = started.poll(); part != null; part = started.poll()) {
      clean &= stopOne(part);
    }
    return clean;
  }

  private static boolean stopOne(Part part) {
    try {
      if (part.stop().stop()) {
        return true;
      }
      LOG.warn("{} did not stop in time", part.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
