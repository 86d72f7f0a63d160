package io.scoria.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of every kind at steady rates: those that score over kept and over new connections, those
 * that are refused, and those that go away at every moment. Each kind has threads of its own.
 */
final class MixedLoad implements AutoCloseable {
  private static final int KEPT_CLIENTS = 4;

  /** What a client does. */
  enum Kind {
    /** Scores again and again over one connection. */
    KEPT(250, 200),
    /** Scores once over a new connection. */
    NEW(50, 200),
    WRONG_KEY(20, 401),
    MALFORMED(20, 400),
    NOT_FOUND(10, 404),
    TOO_LARGE(10, 413),
    /** Closes without reading the answer. */
    GONE_BEFORE_ANSWER(50, 0),
    /** Resets after half of the body. */
    GONE_IN_BODY(20, 0),
    /** Closes after half of the head. */
    GONE_IN_HEAD(20, 0),
    /** Connects, and says nothing. */
    SILENT(5, 0);

    private final int perSecond; // of one client
    private final int status; // that is expected; 0 where none is read

    Kind(int perSecond, int status) {
      this.perSecond = perSecond;
      this.status = status;
    }
  }

  private final int port;
  private final byte[] score;
  private final Map<Kind, byte[]> requests = new EnumMap<>(Kind.class);
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder wrong = new LongAdder();
  private volatile boolean stopped;

  MixedLoad(int port, String key) {
    this.port = port;
    String body = "{\"data\": [[5.1, 3.4, 1.5, 0.2]]}";
    score = post("/score", key, body, body.length());
    requests.put(Kind.WRONG_KEY, post("/score", "wrong-" + key, body, body.length()));
    requests.put(Kind.MALFORMED, post("/score", key, "{\"data\": [[}", 12));
    requests.put(Kind.NOT_FOUND, post("/nothing", key, body, body.length()));
    requests.put(Kind.TOO_LARGE, post("/score", key, "", 2_000_000_000));
  }

  private static byte[] post(String path, String key, String body, int length) {
    return """
    POST %s HTTP/1.1
    Host: localhost
    Authorization: Bearer %s
    Content-Type: application/json
    Content-Length: %d

    %s\
    """
        .formatted(path, key, length, body)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  void start() {
    for (Kind kind : Kind.values()) {
      int clients = kind == Kind.KEPT ? KEPT_CLIENTS : 1;
      for (int i = 0; i < clients; i++) {
        String name = "soak-" + kind + "-" + i;
        threads.add(Thread.ofPlatform().name(name).daemon().start(() -> work(kind)));
      }
    }
  }

  private void work(Kind kind) {
    long periodNanos = TimeUnit.SECONDS.toNanos(1) / kind.perSecond;
    long nextNanos = System.nanoTime();
    while (!stopped) {
      try {
        if (kind == Kind.KEPT) {
          scoreOverOneConnection(periodNanos);
        } else {
          once(kind);
        }
      } catch (IOException e) {
        count(kind + ": " + e.getMessage());
        wrong.increment();
      }
      nextNanos = Math.max(nextNanos + periodNanos, System.nanoTime() - periodNanos);
      LockSupport.parkNanos(nextNanos - System.nanoTime());
    }
  }

  private void scoreOverOneConnection(long periodNanos) throws IOException {
    try (RawClient client = new RawClient(port)) {
      for (int i = 0; i < 10_000 && !stopped; i++) {
        client.send(score);
        expect(Kind.KEPT, client.receive());
        LockSupport.parkNanos(periodNanos);
      }
    }
  }

  private void once(Kind kind) throws IOException {
    try (RawClient client = new RawClient(port)) {
      byte[] request = requests.getOrDefault(kind, score);
      switch (kind) {
        case GONE_IN_BODY -> {
          client.send(request, request.length - 10);
          client.reset();
        }
        case GONE_IN_HEAD -> client.send(request, 20);
        case SILENT -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        default -> client.send(request);
      }
      if (kind.status == 0) {
        count(kind.name());
      } else {
        expect(kind, client.receive());
      }
    }
  }

  private void expect(Kind kind, int status) {
    count(kind + " " + status);
    if (status != kind.status) {
      wrong.increment();
    }
  }

  private void count(String what) {
    counts.computeIfAbsent(what, any -> new LongAdder()).increment();
  }

  /** How often each thing happened so far. */
  Map<String, Long> counts() {
    Map<String, Long> all = new java.util.TreeMap<>();
    counts.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }

  /** How often something else than what was expected. */
  long wrong() {
    return wrong.sum();
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(40));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new IOException("interrupted", e));
      }
    }
  }
}
