package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.RequestHead;
import java.util.List;
import java.util.Locale;

/** How a body was coded on its way (RFC 9110, section 8.4.1), of the codings that are undone. */
public enum ContentCoding {
  /** Not at all. */
  IDENTITY,
  /** RFC 1952. */
  GZIP,
  /** RFC 1950; also RFC 1951 without its wrapping, which many clients send under this name. */
  DEFLATE;

  private static final int MAX_SHOWN = 64;
  private static final Asked PLAIN = new Asked.For(IDENTITY);

  /** What a head says. */
  public sealed interface Asked {
    record For(ContentCoding coding) implements Asked {}

    record Not(Refusal refusal) implements Asked {}
  }

  /** Decides by the head. Of codings one upon the other none is undone. */
  public static Asked of(RequestHead head) {
    List<String> values = head.headers("content-encoding");
    return values.isEmpty() ? PLAIN : of(String.join(",", values));
  }

  private static Asked of(String names) {
    ContentCoding found = IDENTITY;
    for (String name : names.split(",", -1)) {
      String coding = name.strip().toLowerCase(Locale.ROOT);
      if (coding.isEmpty() || coding.equals("identity")) {
        continue;
      }
      boolean gzip = coding.equals("gzip") || coding.equals("x-gzip");
      if (found != IDENTITY || !(gzip || coding.equals("deflate"))) {
        return new Asked.Not(unsupported(names));
      }
      found = gzip ? GZIP : DEFLATE;
    }
    return found == IDENTITY ? PLAIN : new Asked.For(found);
  }

  private static Refusal unsupported(String names) {
    String shown = names.length() <= MAX_SHOWN ? names : names.substring(0, MAX_SHOWN) + "...";
    return new Refusal(
        Reason.UNSUPPORTED_ENCODING,
        "Content-Encoding '"
            + shown
            + "' is not supported: send the body as it is, or in one of gzip and deflate.");
  }
}
