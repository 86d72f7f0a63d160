package io.scoria.auth;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that can change while they let clients in: where they are kept they are looked at several
 * times a second, by a thread of its own, and here they can be replaced one by one. What is kept
 * and cannot be used is passed over, and the keys stay as they are. Thread-safe; owns the thread.
 */
public final class LiveKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveKeys.class);

  /** Between two looks. A change counts when it is seen twice, since it may be half written. */
  private static final long LOOK_NANOS = 200_000_000;

  /** Keys that are others at each look count after so many: the old ones must stop. */
  private static final int MOST_LOOKS = 3;

  private final KeyStore store; // guarded by this
  private final KeyRing ring;
  private final Authenticator authenticator;
  private @Nullable Keys seen; // another than those of the ring, seen once; guarded by this
  private int looks; // at ever other keys than those of the ring; guarded by this
  private String suspected = ""; // a problem, seen once; guarded by this
  private String problem = ""; // as it was logged; guarded by this
  private volatile boolean closed; // read by the thread that looks
  private final @Nullable Thread watch; // null where nothing can change

  /** Not watched until {@link #open} starts that. */
  LiveKeys(KeyStore store, Keys keys) {
    this.store = store;
    ring = new KeyRing(keys);
    authenticator = new KeyAuthenticator(ring);
    watch =
        store.mayChange() ? Thread.ofPlatform().name("keys").daemon().unstarted(this::watch) : null;
  }

  /**
   * Reads the keys, and watches them from now on.
   *
   * @throws IOException if there are none that can be used; the message is for people
   */
  public static LiveKeys open(KeyStore store) throws IOException {
    LiveKeys keys = new LiveKeys(store, store.read());
    if (keys.watch != null) {
      keys.watch.start();
    }
    return keys;
  }

  /** Lets in whoever has one of the keys of the moment. */
  public Authenticator authenticator() {
    return authenticator;
  }

  public Keys keys() {
    return ring.keys();
  }

  /**
   * What became of a wish to replace a key.
   *
   * @param lasts true where it stays so when the server is started again
   */
  public record Replaced(Keys keys, boolean lasts) {}

  /**
   * Replaces one key, from when this returns; the other is not touched. Blocks.
   *
   * @param key one that {@link KeyStrength} has no problem with; empty for a new one
   */
  public synchronized Replaced replace(KeyKind kind, Optional<String> key) throws IOException {
    Keys changed = store.replace(kind, key.orElseGet(Keys::generateKey));
    ring.set(changed);
    seen = null;
    LOG.info("the {} key was replaced", kind.text().toLowerCase(java.util.Locale.ROOT));
    return new Replaced(changed, store.lasts());
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(LOOK_NANOS);
      look();
    }
  }

  /** Looks once. */
  synchronized void look() {
    try {
      Keys found = store.read();
      onReadable();
      onFound(found);
    } catch (IOException | RuntimeException e) {
      seen = null;
      onProblem(KeyProblem.text(e));
    }
  }

  private void onReadable() {
    suspected = "";
    if (!problem.isEmpty()) {
      problem = "";
      LOG.info("the keys can be read again: {}", store.place());
    }
  }

  private void onFound(Keys found) {
    if (found.equals(ring.keys())) {
      seen = null;
      looks = 0;
    } else if (found.equals(seen) || ++looks > MOST_LOOKS) {
      Keys before = ring.keys();
      ring.set(found);
      seen = null;
      looks = 0;
      LOG.info("the keys have changed: {} of {}", changed(before, found), store.place());
    } else {
      seen = found;
    }
  }

  private static String changed(Keys before, Keys now) {
    boolean primary = !before.primary().equals(now.primary());
    boolean secondary = !Objects.equals(before.secondary(), now.secondary());
    return primary && secondary ? "both" : primary ? "the primary" : "the secondary";
  }

  /** Said once, however long it lasts. */
  private void onProblem(String text) {
    if (text.equals(suspected) && !text.equals(problem)) {
      problem = text;
      LOG.warn("the keys stay as they are, since those that are kept cannot be used: {}", text);
    }
    suspected = text;
  }

  /** Ends the thread. The keys go on letting in. */
  @Override
  public void close() {
    closed = true;
    if (watch != null) {
      LockSupport.unpark(watch);
    }
  }
}
