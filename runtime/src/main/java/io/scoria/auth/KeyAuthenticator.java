package io.scoria.auth;

import io.scoria.call.Principal;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Accepts {@code Authorization: Bearer KEY} (RFC 6750) with either of two keys. The key is compared
 * by its digest, with both keys every time, so that the time taken says nothing about either.
 */
public final class KeyAuthenticator implements Authenticator {
  private static final String SCHEME = "Bearer ";
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

  /** Of each event loop its own: to find the algorithm takes as long as a digest. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(KeyAuthenticator::sha256);

  private final byte[] primary;
  private final byte[] secondary;

  public KeyAuthenticator(Keys keys) {
    primary = digest(keys.primary());
    // Without a secondary key the primary stands in: the same work for every request.
    secondary = keys.secondary() == null ? primary : digest(keys.secondary());
  }

  @Override
  public Authentication authenticate(RequestHead head) {
    List<String> values = head.headers("authorization");
    if (values.isEmpty()) {
      return MISSING;
    }
    String value = values.getFirst();
    if (values.size() > 1 || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return NOT_BEARER;
    }
    byte[] sent = digest(value.substring(SCHEME.length()).strip());
    // Both comparisons are made before either is looked at.
    boolean isPrimary = MessageDigest.isEqual(sent, primary);
    boolean isSecondary = MessageDigest.isEqual(sent, secondary);
    if (isPrimary) {
      return PRIMARY;
    }
    return isSecondary ? SECONDARY : INVALID;
  }

  private static byte[] digest(String key) {
    return SHA_256.get().digest(key.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Authentication accepted(String principal) {
    return new Authentication.Accepted(new Principal(principal));
  }

  private static Authentication denied(Reason reason, String message) {
    return new Authentication.Denied(new Refusal(reason, message));
  }
}
