package io.scoria.auth.token.oidc;

import io.scoria.auth.token.TrustedIssuer.Lookup;
import io.scoria.auth.token.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer as they were fetched last, and whether a key that is not among them is
 * reason to ask again: one fetch at a time, and at most one in {@link #BETWEEN_ASKED} for the sake
 * of such keys, however many come. Thread-safe; knows nothing of threads or of where keys are had
 * from.
 */
final class KnownKeys {
  static final Duration BETWEEN_ASKED = Duration.ofSeconds(30);

  /** How long keys are used after they were fetched last. */
  static final Duration KEPT = Duration.ofHours(24);

  private final InstantSource clock;
  private final Runnable wake;
  private volatile @Nullable Fetched fetched; // the last good ones
  private volatile boolean failing; // the fetch before did
  private @Nullable CompletableFuture<@Nullable Void> asked; // of the fetch to come or in hand
  private @Nullable Instant askedAt; // when a key was last asked for that was not known

  private record Fetched(Map<String, VerificationKey> byId, Instant at) {}

  /**
   * @param wake called without a lock held when a fetch is asked for
   */
  KnownKeys(InstantSource clock, Runnable wake) {
    this.clock = clock;
    this.wake = wake;
  }

  Lookup find(String id) {
    Fetched known = fetched;
    VerificationKey key = known == null ? null : known.byId().get(id);
    if (known == null || isOld(known)) {
      return inHand(new Lookup.Unavailable());
    }
    if (key != null) {
      return new Lookup.Found(key);
    }
    return id.isEmpty() ? new Lookup.Unknown() : ask();
  }

  /** True where there are some, and not too old ones. */
  boolean areUsable() {
    Fetched known = fetched;
    return known != null && !isOld(known);
  }

  private boolean isOld(Fetched known) {
    return Duration.between(known.at(), clock.instant()).compareTo(KEPT) >= 0;
  }

  /** What a fetch that goes on is waited for in the place of. */
  private synchronized Lookup inHand(Lookup otherwise) {
    return asked == null ? otherwise : new Lookup.Asked(asked.minimalCompletionStage());
  }

  private Lookup ask() {
    Lookup result;
    synchronized (this) {
      if (asked != null || !mayAsk()) {
        return inHand(failing ? new Lookup.Unavailable() : new Lookup.Unknown());
      }
      askedAt = clock.instant();
      asked = new CompletableFuture<>();
      result = new Lookup.Asked(asked.minimalCompletionStage());
    }
    wake.run();
    return result;
  }

  /** Also where the clock was set back. */
  private boolean mayAsk() {
    Instant last = askedAt;
    if (last == null) {
      return true;
    }
    Duration since = Duration.between(last, clock.instant());
    return since.isNegative() || since.compareTo(BETWEEN_ASKED) >= 0;
  }

  /** True where a fetch was asked for that has not begun, or goes on. */
  synchronized boolean isAsked() {
    return asked != null;
  }

  /** A fetch begins, asked for or not. */
  synchronized void begin() {
    if (asked == null) {
      asked = new CompletableFuture<>();
    }
  }

  /**
   * The fetch that began has brought keys.
   *
   * @return true where they are others than before
   */
  boolean succeed(List<VerificationKey> keys) {
    Fetched before = fetched;
    Map<String, VerificationKey> byId =
        keys.stream()
            .collect(Collectors.toUnmodifiableMap(VerificationKey::id, Function.identity()));
    Map<String, VerificationKey> known = before == null ? Map.of() : before.byId();
    boolean same = known.equals(byId);
    // What is the same stays the same object: those who remember a key need not compare it.
    fetched = new Fetched(same ? known : byId, clock.instant());
    failing = false;
    end();
    return !same;
  }

  /** The fetch that began has brought nothing. */
  void fail() {
    failing = true;
    end();
  }

  private void end() {
    CompletableFuture<@Nullable Void> ended;
    synchronized (this) {
      ended = asked;
      asked = null;
    }
    if (ended != null) {
      ended.complete(null);
    }
  }
}
