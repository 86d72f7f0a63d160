package io.scoria.server;

import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import io.scoria.transport.Routes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets through those whom the authenticator knows, and everybody to the probes, which are asked for
 * from outside by those who have no key.
 */
record ManagementGate(Authenticator authenticator) implements Routes.Gate {
  static final String LIVE = "/livez";
  static final String READY = "/readyz";
  static final String STARTED = "/startupz";

  private static final Set<String> OPEN = Set.of(LIVE, READY, STARTED);
  private static final Refusal MISSING =
      new Refusal(
          Reason.MISSING_CREDENTIALS,
          "This listener needs the management key: send the header 'Authorization: Bearer KEY'.");
  private static final Refusal INVALID =
      new Refusal(Reason.INVALID_KEY, "The key is not one of the management keys.");
  private static final Refusal NOT_YET =
      new Refusal(Reason.TOKEN_KEYS_UNAVAILABLE, "It is not known yet. Try again shortly.");

  @Override
  public @Nullable Refusal refuse(String path, RequestHead head) {
    if (OPEN.contains(path)) {
      return null;
    }
    return switch (authenticator.authenticate(head)) {
      case Authentication.Accepted accepted -> null;
      case Authentication.Denied(Refusal denied) -> inItsTerms(denied);
      case Authentication.Later later -> NOT_YET;
    };
  }

  /** The authenticator speaks of the keys of clients that score. */
  private static Refusal inItsTerms(Refusal denied) {
    return switch (denied.reason()) {
      case MISSING_CREDENTIALS -> MISSING;
      case INVALID_KEY -> INVALID;
      default -> denied;
    };
  }
}
