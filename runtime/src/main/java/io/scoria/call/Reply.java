package io.scoria.call;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with. Owned by its receiver.
 *
 * @param body from its position to its limit
 * @param refusal why the request was refused; null where it was not
 */
public record Reply(int status, String contentType, ByteBuffer body, @Nullable Reason refusal) {
  public static final String JSON = "application/json";
  public static final String BINARY = "application/octet-stream";
  public static final String TEXT = "text/plain; charset=utf-8";
}
