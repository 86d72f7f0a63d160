package io.scoria.auth.token.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.token.TrustedIssuer.Lookup;
import io.scoria.auth.token.VerificationKey;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is known of an issuer's keys, and when it is asked again; by a clock that is set. */
@SuppressWarnings("FutureReturnValueIgnored") // what is asked matters, not each wait for it
class KnownKeysTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PublicKey open = open();
  private final VerificationKey first = new VerificationKey("first", "EdDSA", open);
  private final VerificationKey second = new VerificationKey("second", "EdDSA", open);
  private Instant now = START;
  private int woken;
  private final KnownKeys keys = new KnownKeys(() -> now, () -> woken++);

  private static PublicKey open() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void fetched(VerificationKey... all) {
    keys.begin();
    keys.succeed(List.of(all));
  }

  private CompletableFuture<?> asked(String id) {
    assertThat(keys.find(id)).isInstanceOf(Lookup.Asked.class);
    CompletionStage<?> ended = ((Lookup.Asked) keys.find(id)).ended();
    return ended.toCompletableFuture();
  }

  @Test
  void nothingIsKnownBeforeTheFirstFetch() {
    assertThat(keys.find("first")).isInstanceOf(Lookup.Unavailable.class);
    keys.begin();
    CompletableFuture<?> ended = asked("first");
    assertThat(ended).isNotDone();
    keys.fail();
    assertThat(ended).isDone();
    assertThat(keys.find("first")).isInstanceOf(Lookup.Unavailable.class);
    assertThat(woken).isZero();
  }

  @Test
  void whatWasFetchedIsFound() {
    fetched(first);
    assertThat(keys.find("first")).isEqualTo(new Lookup.Found(first));
    assertThat(woken).isZero();
  }

  @Test
  void aKeyThatIsNotKnownHasItsIssuerAskedOnceWhoeverAsks() {
    fetched(first);
    CompletableFuture<?> ended = asked("second");
    for (int i = 0; i < 10_000; i++) {
      assertThat(keys.find("other-" + i)).isInstanceOf(Lookup.Asked.class);
    }
    assertThat(woken).isEqualTo(1);
    assertThat(keys.isAsked()).isTrue();
    assertThat(keys.find("first")).isInstanceOf(Lookup.Found.class);
    fetched(first, second);
    assertThat(ended).isCompleted();
    assertThat(keys.find("second")).isEqualTo(new Lookup.Found(second));
  }

  @Test
  void unknownKeysHaveItAskedOnceInThirtySeconds() {
    fetched(first);
    asked("a");
    fetched(first);
    now = START.plus(KnownKeys.BETWEEN_ASKED).minusMillis(1);
    for (int i = 0; i < 10_000; i++) {
      assertThat(keys.find("other-" + i)).isInstanceOf(Lookup.Unknown.class);
    }
    assertThat(woken).isEqualTo(1);
    now = START.plus(KnownKeys.BETWEEN_ASKED);
    asked("a");
    assertThat(woken).isEqualTo(2);
  }

  @Test
  void aClockThatWasSetBackDoesNotKeepItFromBeingAsked() {
    fetched(first);
    asked("a");
    fetched(first);
    now = START.minus(Duration.ofDays(1));
    asked("a");
    assertThat(woken).isEqualTo(2);
  }

  @Test
  void aTokenThatNamesNoKeyIsNoReasonToAsk() {
    fetched(first);
    assertThat(keys.find("")).isInstanceOf(Lookup.Unknown.class);
    assertThat(woken).isZero();
  }

  @Test
  void aKeyThatItsIssuerHasNoMoreIsUnknown() {
    fetched(first, second);
    fetched(second);
    asked("first");
    fetched(second);
    assertThat(keys.find("first")).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void keysAreKeptThroughAnOutageForADay() {
    fetched(first);
    keys.begin();
    keys.fail();
    now = START.plus(KnownKeys.KEPT).minusMillis(1);
    assertThat(keys.find("first")).isInstanceOf(Lookup.Found.class);
    now = START.plus(KnownKeys.KEPT);
    assertThat(keys.find("first")).isInstanceOf(Lookup.Unavailable.class);
    fetched(first);
    assertThat(keys.find("first")).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void inAnOutageNobodyIsToldThatAKeyDoesNotExist() {
    fetched(first);
    asked("second");
    keys.fail();
    assertThat(keys.find("second")).isInstanceOf(Lookup.Unavailable.class);
  }

  @Test
  void keysThatAreTheSameStayTheSameObjects() {
    fetched(first);
    keys.begin();
    assertThat(keys.succeed(List.of(new VerificationKey("first", "EdDSA", open)))).isFalse();
    assertThat(((Lookup.Found) keys.find("first")).key()).isSameAs(first);
    keys.begin();
    assertThat(keys.succeed(List.of(second))).isTrue();
  }

  @Test
  void nobodyWhoWaitsCanEndTheWaitOfOthers() {
    fetched(first);
    CompletableFuture<?> ended = asked("second");
    ended.cancel(false);
    List<CompletableFuture<?>> others = new ArrayList<>();
    others.add(asked("second"));
    assertThat(others.getFirst()).isNotDone();
  }
}
