package io.scoria.auth;

import io.scoria.call.Principal;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Accepts {@code Authorization: Bearer KEY} (RFC 6750) with either of two keys. The key is compared
 * by its digest, with both keys every time, so that the time taken says nothing about either.
 */
public final class KeyAuthenticator implements Authenticator {
  private static final String SCHEME = "bearer "; // in any case
  private static final int MAX_VALUE_BYTES = 16 << 10;
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

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

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
    return WORKSPACE.get().authenticate(head, ring.current());
  }

  /** What one thread needs to look at a key, so that nothing is made anew for each request. */
  private static final class Workspace {
    private final MessageDigest sha256 = KeyRing.sha256();
    private final byte[] value = new byte[MAX_VALUE_BYTES];
    private final byte[] digest = new byte[sha256.getDigestLength()];

    Authentication authenticate(RequestHead head, KeyRing.Current keys) {
      int length = head.copyHeader("authorization", value);
      if (length == RequestHead.ABSENT) {
        return MISSING;
      }
      if (!beginsWithScheme(length)) {
        return NOT_BEARER;
      }
      digestKey(length);
      Arrays.fill(value, 0, length, (byte) 0);
      // Both comparisons are made before either is looked at.
      boolean isPrimary = MessageDigest.isEqual(digest, keys.primary());
      boolean isSecondary = MessageDigest.isEqual(digest, keys.secondary());
      if (isPrimary) {
        return PRIMARY;
      }
      return isSecondary ? SECONDARY : INVALID;
    }

    private boolean beginsWithScheme(int length) {
      if (length < SCHEME.length()) {
        return false;
      }
      for (int i = 0; i < SCHEME.length(); i++) {
        if (Character.toLowerCase(value[i]) != SCHEME.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    /** Digests what follows the scheme, without the space around it. */
    private void digestKey(int length) {
      int from = SCHEME.length();
      while (from < length && value[from] == ' ') {
        from++;
      }
      int to = length;
      while (to > from && value[to - 1] == ' ') {
        to--;
      }
      sha256.update(value, from, to - from);
      try {
        sha256.digest(digest, 0, digest.length);
      } catch (DigestException e) {
        throw new IllegalStateException("the digest has another length than it says", e);
      }
    }
  }

  private static Authentication accepted(String principal) {
    return new Authentication.Accepted(new Principal(principal));
  }

  private static Authentication denied(Reason reason, String message) {
    return new Authentication.Denied(new Refusal(reason, message));
  }
}
