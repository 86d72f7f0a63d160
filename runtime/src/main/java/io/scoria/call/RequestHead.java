package io.scoria.call;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request says of itself before its body. Valid only while its request is. */
public interface RequestHead {
  /** The declared length of a body of unknown length. */
  long UNKNOWN_LENGTH = -1;

  String method();

  /** Path and query, as sent (RFC 9112, section 3.2). */
  String target();

  /** All headers, in order, each as it was sent. */
  List<Header> headers();

  /** Every value of the header, in order; empty where there is none. Names ignore case. */
  List<String> headers(String name);

  /** What {@link #copyHeader} gives where there is no such header. */
  int ABSENT = -1;

  /** What {@link #copyHeader} gives where there are several values, or too long a one. */
  int NOT_ONE = -2;

  /**
   * Copies the one value of a header without making a text of it, as befits a secret.
   *
   * @return the bytes of the value; {@link #ABSENT} or {@link #NOT_ONE} where nothing was copied
   */
  default int copyHeader(String name, byte[] target) {
    List<String> values = headers(name);
    if (values.isEmpty()) {
      return ABSENT;
    }
    byte[] value = values.getFirst().getBytes(StandardCharsets.ISO_8859_1);
    if (values.size() > 1 || value.length > target.length) {
      return NOT_ONE;
    }
    System.arraycopy(value, 0, target, 0, value.length);
    return value.length;
  }

  RequestIdentity identity();

  /** The declared bytes of the body, or {@link #UNKNOWN_LENGTH} where it is chunked. */
  long bodyBytes();

  /** The address that the connection comes from, for the log; it may be that of a proxy. */
  default String clientAddress() {
    return "unknown";
  }

  /** When the head had been read, by {@link System#nanoTime}. */
  default long arrivalNanos() {
    return System.nanoTime();
  }

  /** The event loop that read the request; null where none did. */
  @Nullable Loop loop();
}
