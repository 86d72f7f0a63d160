package io.scoria.transport;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Service;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a router of many services, {@code /api/v1/service/NAME/REST}, of which this server
 * is one. A name is compared exactly, after its percent-encoding is undone. Immutable.
 */
final class RouterPaths {
  private static final String PREFIX = "/api/v1/service/";
  private static final int MAX_SHOWN = 64;

  private final byte[] name;
  private final Map<String, Map<String, Service>> byRest;

  /**
   * @param byRest services by method by what follows the name and its slash
   */
  RouterPaths(String name, Map<String, Map<String, Service>> byRest) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
    this.byRest = byRest;
  }

  /** Null where there is no such path, or it is another service's. */
  @Nullable Map<String, Service> at(String path) {
    int end = endOfName(path);
    return end > 0 && isName(path, end) ? byRest.get(path.substring(end + 1)) : null;
  }

  /** Why the path is not there; null where it is none of a service that is not served here. */
  @Nullable Refusal refuse(String path) {
    int end = endOfName(path);
    if (end < 0 || isName(path, end)) {
      return null;
    }
    String sent = path.substring(PREFIX.length(), end);
    String shown = sent.length() <= MAX_SHOWN ? sent : sent.substring(0, MAX_SHOWN) + "...";
    return new Refusal(Reason.NOT_FOUND, "The service '" + shown + "' is not served here.");
  }

  /** The index of the slash after the name; negative for a path that is not of this form. */
  private static int endOfName(String path) {
    return path.startsWith(PREFIX) ? path.indexOf('/', PREFIX.length()) : -1;
  }

  private boolean isName(String path, int end) {
    int pos = PREFIX.length();
    for (byte expected : name) {
      if (pos >= end) {
        return false;
      }
      boolean encoded = path.charAt(pos) == '%';
      int found = encoded ? decoded(path, pos, end) : path.charAt(pos);
      if (found != (expected & 0xff)) {
        return false;
      }
      pos += encoded ? 3 : 1;
    }
    return pos == end;
  }

  /** The byte that the three characters stand for; negative where they stand for none. */
  private static int decoded(String path, int pos, int end) {
    if (pos + 2 >= end) {
      return -1;
    }
    int high = HttpBytes.hexDigit((byte) path.charAt(pos + 1));
    int low = HttpBytes.hexDigit((byte) path.charAt(pos + 2));
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }
}
