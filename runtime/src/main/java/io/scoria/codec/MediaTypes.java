package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which bodies can be decoded, by what the head says of them (RFC 9110, section 8.3). */
public final class MediaTypes {
  private MediaTypes() {}

  /** Null where the body is said to be JSON in UTF-8, or nothing is said of it. */
  public static @Nullable Refusal refuseUnlessJson(RequestHead head) {
    for (String encoding : head.headers("content-encoding")) {
      if (!encoding.strip().equalsIgnoreCase("identity")) {
        return refuse(
            "Content-Encoding '" + shown(encoding) + "' is not supported: send the body as it is.");
      }
    }
    List<String> types = head.headers("content-type");
    if (types.isEmpty() || (types.size() == 1 && isJson(types.getFirst()))) {
      return null;
    }
    return refuse(
        "Content-Type '"
            + shown(String.join(", ", types))
            + "' is not supported: send application/json.");
  }

  private static boolean isJson(String type) {
    String[] parts = type.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static Refusal refuse(String message) {
    return new Refusal(Reason.UNSUPPORTED_MEDIA_TYPE, message);
  }

  private static String shown(String value) {
    return value.length() <= 64 ? value : value.substring(0, 64) + "...";
  }
}
