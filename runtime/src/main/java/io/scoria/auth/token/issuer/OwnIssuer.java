package io.scoria.auth.token.issuer;

import io.scoria.auth.token.TrustedIssuer;
import io.scoria.auth.token.VerificationKey;
import io.scoria.auth.token.jwk.Jwk;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server as an issuer: signs tokens with the first key in a file, and trusts tokens by each of
 * its keys for as long as it is there. A key that is taken out of the file takes its tokens back
 * within a second: the file is looked at more than twice in that time. Thread-safe; owns the thread
 * that looks.
 */
public final class OwnIssuer implements TrustedIssuer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnIssuer.class);
  private static final Optional<Duration> MAX_LIFETIME =
      Optional.of(Duration.ofSeconds(TokenConfig.Own.MAX_TTL_S));

  /** Between two looks. A change counts when it is seen twice, since it may be half written. */
  private static final Duration LOOK = Duration.ofMillis(400);

  private final SigningKeyFile file;
  private final TokenConfig.Own config;
  private final InstantSource clock;
  private final Thread watch;
  private volatile State state;
  private String text; // of the file, taken or no good; of the starting and then of the watch
  private String seen; // in the file last; as the text
  private String problem = ""; // that the log has; the watch's own

  /** What is known at a time; the document is of the keys that are trusted then. */
  private record State(SigningKey signing, List<VerificationKey> trusted, String document) {
    static State of(List<SigningKey> keys) {
      List<VerificationKey> trusted = keys.stream().map(SigningKey::key).toList();
      return new State(keys.getFirst(), trusted, Jwk.set(trusted));
    }

    List<String> ids() {
      return trusted.stream().map(VerificationKey::id).toList();
    }
  }

  private OwnIssuer(TokenConfig.Own config, InstantSource clock) throws IOException {
    file = new SigningKeyFile(config);
    this.config = config;
    this.clock = clock;
    text = file.textOrCreate();
    seen = text;
    state = State.of(file.keys(text));
    watch = Thread.ofVirtual().name("token-signing-key").unstarted(this::watch);
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

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once; keys of which one is no good leave everything as it was. */
  void look() {
    try {
      onText(file.text());
      problem = "";
    } catch (ClosedByInterruptException closed) {
      return; // so is this
    } catch (IOException | RuntimeException e) {
      // A message about what was not foreseen may hold some of the file.
      String told =
          e instanceof IOException ? String.valueOf(e.getMessage()) : e.getClass().getName();
      if (!told.equals(problem)) {
        problem = told;
        LOG.warn("The keys for tokens stay as they are, and no token is taken back: {}", told);
      }
    }
  }

  private void onText(String found) throws IOException {
    boolean twice = found.equals(seen);
    seen = found;
    if (twice && !found.equals(text)) {
      text = found;
      take(State.of(file.keys(found)));
    }
  }

  private void take(State now) {
    State before = state;
    if (now.ids().equals(before.ids())) {
      return;
    }
    state = now;
    boolean same = now.signing().key().id().equals(before.signing().key().id());
    LOG.info(
        "Tokens are signed with {} key from now on: {} ({}); {} more are accepted",
        same ? "the same" : "another",
        now.signing().key().id(),
        now.signing().algorithm().text(),
        now.trusted().size() - 1);
    List<String> gone = before.ids().stream().filter(id -> !now.ids().contains(id)).toList();
    if (!gone.isEmpty()) {
      LOG.info("Tokens by these keys are refused from now on: {}", String.join(", ", gone));
    }
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
  public Optional<Duration> maxLifetime() {
    return MAX_LIFETIME;
  }

  @Override
  public Lookup key(String id) {
    for (VerificationKey key : state.trusted()) {
      if (key.id().equals(id)) {
        return new Lookup.Found(key);
      }
    }
    return new Lookup.Unknown();
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
