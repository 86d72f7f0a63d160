package io.scoria.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.auth.Authentication;
import io.scoria.auth.BearerCredential;
import io.scoria.call.FakeHead;
import io.scoria.call.Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
  private static final int MOST = 4 * 4096;
  private static final long NOW_MS = 1000;
  private static final Signer SIGNER = Signer.of("one", "EdDSA");
  private static final FakeIssuer ISSUER = new FakeIssuer("login").with(SIGNER);

  private final VerifiedTokens tokens = new VerifiedTokens();

  private static BearerCredential credential(String text) {
    BearerCredential credential = new BearerCredential();
    credential.read(new FakeHead().with("Authorization", "Bearer " + text));
    credential.makeDigest();
    return credential;
  }

  private static VerifiedToken token(String text, long untilMs) {
    BearerCredential digested = credential(text);
    return new VerifiedToken(
        digested.digest(0),
        digested.digest(1),
        digested.digest(2),
        digested.digest(3),
        new Authentication.Accepted(new Principal(text)),
        0,
        untilMs,
        ISSUER,
        "one",
        SIGNER.verificationKey());
  }

  private @Nullable VerifiedToken find(String text) {
    return tokens.find(credential(text));
  }

  @Test
  void whatWasAddedIsFoundAndNothingElse() {
    VerifiedToken token = token("a.b.c", 2000);
    tokens.add(token, NOW_MS);

    assertThat(find("a.b.c")).isSameAs(token);
    assertThat(find("a.b.d")).isNull();
    assertThat(find("")).isNull();
  }

  @Test
  void theSameTokenTakesItsOwnPlaceAgain() {
    tokens.add(token("a.b.c", 2000), NOW_MS);
    VerifiedToken again = token("a.b.c", 2000);
    tokens.add(again, NOW_MS);

    assertThat(find("a.b.c")).isSameAs(again);
  }

  @Test
  void nearlyAllOfSomeThousandsAreKept() {
    for (int i = 0; i < 4096; i++) {
      tokens.add(token("token" + i, 2000), NOW_MS);
    }

    assertThat(found("token", 4096)).isGreaterThan(4000);
  }

  @Test
  void aFloodOfTokensKeepsNoMoreThanTheBound() {
    for (int i = 0; i < 4 * MOST; i++) {
      tokens.add(token("token" + i, 2000), NOW_MS);
    }

    assertThat(found("token", 4 * MOST)).isBetween(MOST / 2, MOST);
    assertThat(find("token" + (4 * MOST - 1))).isNotNull();
  }

  @Test
  void expiredTokensMakeRoomBeforeOthersDo() {
    for (int i = 0; i < 1024; i++) {
      tokens.add(token("good" + i, Long.MAX_VALUE), NOW_MS);
    }
    int before = found("good", 1024);
    for (int i = 0; i < 4 * MOST; i++) {
      // Each is expired when the next one comes.
      tokens.add(token("short" + i, NOW_MS + i), NOW_MS + i);
    }

    assertThat(found("good", 1024)).isGreaterThan(before - 40);
  }

  private int found(String name, int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      found += find(name + i) == null ? 0 : 1;
    }
    return found;
  }
}
