package io.scoria.auth;

import io.scoria.call.Principal;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;

/**
 * Accepts {@code Authorization: Bearer KEY} (RFC 6750) with either of two keys. The key is compared
 * by its digest, with both keys every time, so that the time taken says nothing about either.
 */
public final class KeyAuthenticator implements Authenticator {
  private static final Authentication PRIMARY = accepted("primary-key");
  private static final Authentication SECONDARY = accepted("secondary-key");
  private static final Authentication MISSING =
      denied(
          Reason.MISSING_CREDENTIALS,
          "This service needs a key: send the header 'Authorization: Bearer KEY'.");
  private static final Authentication NOT_BEARER =
      denied(
          Reason.MISSING_CREDENTIALS,
          "The Authorization header must be of the form 'Bearer KEY', sent once.");
  private static final Authentication INVALID =
      denied(Reason.INVALID_KEY, "The key is not one of this service's keys.");

  private static final ThreadLocal<BearerCredential> CREDENTIAL =
      ThreadLocal.withInitial(BearerCredential::new);

  private final KeyRing ring;

  /** Of keys that do not change. */
  public KeyAuthenticator(Keys keys) {
    this(new KeyRing(keys));
  }

  public KeyAuthenticator(KeyRing ring) {
    this.ring = ring;
  }

  @Override
  public Authentication authenticate(RequestHead head) {
    BearerCredential credential = CREDENTIAL.get();
    return switch (credential.read(head)) {
      case ABSENT -> MISSING;
      case NOT_BEARER -> notBearer(credential);
      case READ -> compare(credential, ring.current());
    };
  }

  private static Authentication notBearer(BearerCredential credential) {
    credential.clear();
    return NOT_BEARER;
  }

  private static Authentication compare(BearerCredential credential, KeyRing.Current keys) {
    credential.makeDigest();
    credential.clear();
    // Both comparisons are made before either is looked at.
    boolean isPrimary = credential.hasDigest(keys.primary());
    boolean isSecondary = credential.hasDigest(keys.secondary());
    if (isPrimary) {
      return PRIMARY;
    }
    return isSecondary ? SECONDARY : INVALID;
  }

  private static Authentication accepted(String principal) {
    return new Authentication.Accepted(new Principal(principal));
  }

  private static Authentication denied(Reason reason, String message) {
    return new Authentication.Denied(new Refusal(reason, message));
  }
}
