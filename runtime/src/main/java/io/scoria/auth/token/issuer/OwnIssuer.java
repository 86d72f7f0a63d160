package io.scoria.auth.token.issuer;

import io.scoria.auth.token.TrustedIssuer;
import io.scoria.auth.token.VerificationKey;
import io.scoria.auth.token.jwk.Jwk;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server as an issuer: signs tokens with the key in a file, and trusts what it has signed. The
 * file is looked at every second; once another key is in it, that one signs, and tokens by the one
 * before are accepted until the longest-lived of them has ended, as far as this process has seen
 * it. Thread-safe; owns the thread that looks.
 */
public final class OwnIssuer implements TrustedIssuer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnIssuer.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long a key is trusted that another has taken the place of: no token is good for longer. */
  private static final Duration KEPT =
      Duration.ofSeconds(TokenConfig.Own.MAX_TTL_S).plus(Duration.ofMinutes(1)); // the leeway

  private static final int MAX_KEPT = 20; // of keys before, which are the newest

  private final SigningKeyFile file;
  private final TokenConfig.Own config;
  private final InstantSource clock;
  private final Thread watch;
  private volatile State state;
  private String text; // of the file when it was read last; of the starting and then of the watch
  private String problem = ""; // that the log has; the watch's own

  /** A public key that signed before. */
  private record Former(VerificationKey key, Instant until) {}

  /** What is known at a time; the document is of the keys that are trusted then. */
  private record State(SigningKey signing, List<Former> former, String document) {
    static State of(SigningKey signing, List<Former> former) {
      List<VerificationKey> all = new ArrayList<>(List.of(signing.key()));
      former.forEach(it -> all.add(it.key()));
      return new State(signing, former, Jwk.set(all));
    }
  }

  private OwnIssuer(TokenConfig.Own config, InstantSource clock) throws IOException {
    file = new SigningKeyFile(config);
    this.config = config;
    this.clock = clock;
    text = file.textOrCreate();
    state = State.of(file.key(text), List.of());
    watch = Thread.ofVirtual().name("token-signing-key").unstarted(this::look);
  }

  /**
   * One that looks at its file until it is closed.
   *
   * @throws IOException with a message for whoever starts the server
   */
  public static OwnIssuer start(TokenConfig.Own config, InstantSource clock) throws IOException {
    OwnIssuer issuer = unwatched(config, clock);
    issuer.watch.start();
    return issuer;
  }

  /** One that looks when it is told to. */
  static OwnIssuer unwatched(TokenConfig.Own config, InstantSource clock) throws IOException {
    return new OwnIssuer(config, clock);
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        reload();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what is in the file now; a key that is none leaves everything as it was. */
  void reload() {
    Instant now = clock.instant();
    State before = state;
    List<Former> former = before.former().stream().filter(it -> it.until().isAfter(now)).toList();
    try {
      String found = file.text();
      if (!found.equals(text)) {
        take(file.key(found), before, former, now);
        text = found;
      } else if (former.size() < before.former().size()) {
        state = State.of(before.signing(), former);
      }
      problem = "";
    } catch (IOException e) {
      String told = String.valueOf(e.getMessage());
      if (!told.equals(problem)) {
        problem = told;
        LOG.warn("Tokens are signed with the key before: {}", told);
      }
    }
  }

  private void take(SigningKey key, State before, List<Former> former, Instant now) {
    if (key.key().id().equals(before.signing().key().id())) {
      return;
    }
    List<Former> all = new ArrayList<>();
    all.add(new Former(before.signing().key(), now.plus(KEPT)));
    former.stream()
        .filter(it -> !it.key().id().equals(key.key().id()))
        .limit(MAX_KEPT - 1)
        .forEach(all::add);
    state = State.of(key, List.copyOf(all));
    LOG.info(
        "Tokens are signed with another key from now on: {} ({})",
        key.key().id(),
        key.algorithm().text());
  }

  /** A token that is good for as long as the configuration says. */
  public IssuedToken sign(String subject) {
    return sign(subject, config.ttlS());
  }

  /** As {@link TokenSigner#sign}, now. */
  public IssuedToken sign(String subject, long ttlS) {
    return new TokenSigner(state.signing(), config.audience()).sign(subject, ttlS, clock.instant());
  }

  /** The public keys that are trusted now, as a JSON Web Key Set. */
  public ByteBuffer document() {
    return StandardCharsets.US_ASCII.encode(state.document());
  }

  /** What it was told. */
  public TokenConfig.Own config() {
    return config;
  }

  @Override
  public String issuer() {
    return TokenConfig.Own.ISSUER;
  }

  @Override
  public Set<String> audiences() {
    return Set.of(config.audience());
  }

  @Override
  public Set<String> scopes() {
    return Set.of();
  }

  @Override
  public Set<String> roles() {
    return Set.of();
  }

  @Override
  public Lookup key(String id) {
    State now = state;
    if (id.equals(now.signing().key().id())) {
      return new Lookup.Found(now.signing().key());
    }
    for (Former former : now.former()) {
      if (former.key().id().equals(id) && former.until().isAfter(clock.instant())) {
        return new Lookup.Found(former.key());
      }
    }
    return new Lookup.Unknown();
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
