package io.scoria.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a token may say (RFC 8725). It names the algorithm and the key, and both are
 * only compared with what is known of the issuer's keys; it brings no key, changes nothing of how
 * the token is read, and says of no other kind of token that it is one.
 */
final class HeaderRules {
  private static final int MAX_KEY_ID_CHARACTERS = 256;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");
  private static final String MEDIA_TYPE = "application/";

  /** In the order in which they are looked for. */
  private static final List<String> FORBIDDEN =
      List.of("crit", "b64", "zip", "enc", "cty", "jku", "jwk", "x5u", "x5c");

  private HeaderRules() {}

  /** Null where nothing is wrong with it. */
  static @Nullable Refusal refuse(CompactToken token) {
    for (String name : FORBIDDEN) {
      if (token.header().has(name)) {
        return refusal("The header of the token has '" + name + "', which is not accepted.");
      }
    }
    for (String name : List.of("alg", "typ", "kid")) {
      JsonNode value = token.header().get(name);
      if (value != null && !value.isTextual()) {
        return refusal("'" + name + "' in the header of the token is not a text.");
      }
    }
    if (token.headerText("alg").isEmpty()) {
      return refusal("The header of the token has no 'alg'.");
    }
    if (token.header().has("typ") && !isType(token.headerText("typ"))) {
      return refusal("'typ' in the header of the token is neither 'JWT' nor 'at+jwt'.");
    }
    if (token.headerText("kid").length() > MAX_KEY_ID_CHARACTERS) {
      return refusal("'kid' in the header of the token is too long.");
    }
    return null;
  }

  private static boolean isType(String value) {
    String type = value.toLowerCase(Locale.ROOT);
    return TYPES.contains(type.startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type);
  }

  private static Refusal refusal(String message) {
    return new Refusal(Reason.INVALID_TOKEN, message);
  }
}
