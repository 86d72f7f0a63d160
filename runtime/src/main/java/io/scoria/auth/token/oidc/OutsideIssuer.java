package io.scoria.auth.token.oidc;

import io.scoria.auth.token.TrustedIssuer;
import io.scoria.auth.token.VerificationKey;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another issuer whose tokens are accepted. Owns the thread that fetches its keys, at once and from
 * time to time, and what that fetches by; nothing else blocks. Keys that were had once are used for
 * a day while the issuer cannot be reached. Thread-safe.
 */
public final class OutsideIssuer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutsideIssuer.class);

  private final TokenConfig.Outside config;
  private final KeySource source;
  private final KnownKeys keys;
  private final RefreshSchedule schedule = new RefreshSchedule(new SplittableRandom());
  private final Thread thread;
  private volatile boolean closed;
  private boolean reached = true; // as the log has it; of the thread

  OutsideIssuer(TokenConfig.Outside config, KeySource source, InstantSource clock) {
    this.config = config;
    this.source = source;
    thread = Thread.ofVirtual().name("token-keys").unstarted(this::run);
    keys = new KnownKeys(clock, () -> LockSupport.unpark(thread));
  }

  /** One that fetches until it is closed. */
  public static OutsideIssuer start(TokenConfig.Outside config, InstantSource clock) {
    OutsideIssuer issuer = new OutsideIssuer(config, new HttpKeySource(config), clock);
    issuer.keys.begin(); // what comes before the first answer waits for it
    issuer.thread.start();
    return issuer;
  }

  private void run() {
    while (!closed) {
      Duration pause = refresh();
      long endNanos = System.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos();
          left > 0 && !closed && !keys.isAsked();
          left = endNanos - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
      }
    }
  }

  /** Fetches once; gives how long to wait for the next time. */
  Duration refresh() {
    keys.begin();
    try {
      List<VerificationKey> fetched = source.fetch();
      boolean changed = keys.succeed(fetched);
      if (changed || !reached) {
        LOG.info("Tokens of {} are checked with {} keys", name(), fetched.size());
      }
      reached = true;
      return schedule.afterSuccess();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
    keys.fail();
    return schedule.afterFailure();
  }

  private void fail(Exception e) {
    if (reached && !closed) {
      reached = false;
      String why = e instanceof IOException ? e.getMessage() : e.toString();
      LOG.warn(
          "The keys for tokens of {} cannot be fetched, which is tried again: {}; {}",
          name(),
          why,
          keys.areUsable()
              ? "those that were had are used for 24 hours"
              : "none were had yet, so no token can be checked");
    }
  }

  /** Why no token can be checked; empty where its keys were had, lately enough. */
  public Optional<String> problem() {
    return keys.areUsable()
        ? Optional.empty()
        : Optional.of("the keys for tokens of " + name() + " were not had yet");
  }

  private String name() {
    return config.issuers().getFirst();
  }

  /** One for each of its names. */
  public List<TrustedIssuer> issuers() {
    return config.issuers().stream().distinct().<TrustedIssuer>map(Named::new).toList();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    source.close();
  }

  private final class Named implements TrustedIssuer {
    private final String issuer;
    private final Set<String> audiences = Set.copyOf(config.audiences());
    private final Set<String> scopes = Set.copyOf(config.scopes());
    private final Set<String> roles = Set.copyOf(config.roles());

    Named(String issuer) {
      this.issuer = issuer;
    }

    @Override
    public String issuer() {
      return issuer;
    }

    @Override
    public Set<String> audiences() {
      return audiences;
    }

    @Override
    public Set<String> scopes() {
      return scopes;
    }

    @Override
    public Set<String> roles() {
      return roles;
    }

    @Override
    public Lookup key(String id) {
      return keys.find(id);
    }
  }
}
