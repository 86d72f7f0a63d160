package io.scoria.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request says of itself before its body. Valid only while its request is. */
public interface RequestHead {
  /** The declared length of a body of unknown length. */
  long UNKNOWN_LENGTH = -1;

  /** Every value of the header, in order; empty where there is none. Names ignore case. */
  List<String> headers(String name);

  /** The declared bytes of the body, or {@link #UNKNOWN_LENGTH} where it is chunked. */
  long bodyBytes();

  /** The event loop that read the request; null where none did. */
  @Nullable Loop loop();
}
