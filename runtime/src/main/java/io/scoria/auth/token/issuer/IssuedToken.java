package io.scoria.auth.token.issuer;

import io.scoria.codec.JsonObject;
import java.nio.ByteBuffer;

/**
 * A token that was signed, in the words of the service whose contract this is. Printed without it.
 *
 * @param accessToken for the Authorization header
 * @param refreshAfter when to get another, in seconds since the epoch
 * @param expiryOn when it ends, in seconds since the epoch
 */
public record IssuedToken(String accessToken, long refreshAfter, long expiryOn) {
  /** The scheme of the Authorization header. */
  public static final String TYPE = "Bearer";

  /** As a JSON object. */
  public ByteBuffer json() {
    return JsonObject.write(text ->
        text.put("accessToken", accessToken)
            .put("tokenType", TYPE)
            .put("refreshAfter", refreshAfter)
            .put("expiryOn", expiryOn));
  }

  @Override
  public String toString() {
    return "IssuedToken[accessToken=***, expiryOn=" + expiryOn + "]";
  }
}
