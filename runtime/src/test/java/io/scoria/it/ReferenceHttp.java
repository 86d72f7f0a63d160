package io.scoria.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests RFC 9112 finds in the bytes of a connection, where it leaves no doubt; by regular
 * expressions, so that it shares nothing with the server, and slowly. Bytes are characters here.
 */
final class ReferenceHttp {
  /** In the place of a request that is none, after which nothing more is read. */
  static final String MALFORMED = "malformed";

  /** At the end, where a request has not come whole. */
  static final String INCOMPLETE = "incomplete";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String BLANK = "[ \\t]*";
  private static final Pattern REQUEST_LINE =
      Pattern.compile(TOKEN + " /[\\x21\\x22\\x24-\\x7e]* HTTP/1\\.1");
  private static final Pattern HEADER =
      Pattern.compile("(" + TOKEN + "):" + BLANK + "([\\t\\x20-\\x7e\\x80-\\xff]*?)" + BLANK);
  private static final Pattern BARE = Pattern.compile("\\r(?!\\n)|(?<!\\r)\\n");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]*(:[0-9]*)?");
  private static final String VALUE =
      "(?:"
          + TOKEN
          + "|\"(?:[^\"\\\\\\x00-\\x08\\x0a-\\x1f\\x7f]|\\\\[^\\x00-\\x08\\x0a-\\x1f\\x7f])*\")";
  private static final Pattern CHUNK =
      Pattern.compile(
          "([0-9A-Fa-f]{1,15})((?:"
              + BLANK
              + ";"
              + BLANK
              + TOKEN
              + "(?:"
              + BLANK
              + "="
              + BLANK
              + VALUE
              + ")?)*)\\r\\n");

  private final String bytes;
  private int pos;
  private boolean last; // the request that was read is, by its own words

  private ReferenceHttp(String bytes) {
    this.bytes = bytes;
  }

  /** The X-Request-Id of each request in order, or what is in its place. */
  static List<String> requests(String bytes) {
    ReferenceHttp reference = new ReferenceHttp(bytes);
    List<String> ids = new ArrayList<>();
    while (reference.pos < bytes.length()) {
      String id = reference.next();
      ids.add(id);
      if (id.equals(MALFORMED) || id.equals(INCOMPLETE) || reference.last) {
        break;
      }
    }
    return ids;
  }

  private String next() {
    while (bytes.startsWith("\r\n", pos)) {
      pos += 2;
    }
    int end = bytes.indexOf("\r\n\r\n", pos);
    Matcher bare = BARE.matcher(bytes).region(pos, end < 0 ? bytes.length() : end + 4);
    bare.useTransparentBounds(true);
    if (bare.find()) {
      return MALFORMED;
    }
    if (end < 0) {
      return INCOMPLETE;
    }
    List<String> lines = List.of(bytes.substring(pos, end).split("\r\n", -1));
    pos = end + 4;
    return REQUEST_LINE.matcher(lines.getFirst()).matches()
        ? withHeaders(lines.subList(1, lines.size()))
        : MALFORMED;
  }

  private String withHeaders(List<String> lines) {
    List<String> lengths = new ArrayList<>();
    List<String> encodings = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    String id = "";
    for (String line : lines) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        return MALFORMED;
      }
      switch (header.group(1).toLowerCase(Locale.ROOT)) {
        case "content-length" -> lengths.add(header.group(2));
        case "transfer-encoding" -> encodings.add(header.group(2));
        case "host" -> hosts.add(header.group(2));
        case "x-request-id" -> id = header.group(2);
        case "connection" -> last |= List.of(header.group(2).split(", *")).contains("close");
        default -> {} // means nothing here
      }
    }
    boolean hosted = hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
    if (!hosted || lengths.size() + encodings.size() > 1) {
      return MALFORMED;
    }
    if (encodings.size() == 1) {
      return encodings.getFirst().equalsIgnoreCase("chunked") ? chunked(id) : MALFORMED;
    }
    return lengths.isEmpty() ? id : ofLength(lengths.getFirst(), id);
  }

  private String ofLength(String length, String id) {
    if (!length.matches("0*[0-9]{1,18}")) {
      return MALFORMED; // more than any body has
    }
    long end = pos + Long.parseLong(length);
    pos = (int) Math.min(end, bytes.length());
    return end <= bytes.length() ? id : INCOMPLETE;
  }

  private String chunked(String id) {
    while (true) {
      Matcher chunk = CHUNK.matcher(bytes).region(pos, bytes.length());
      if (!chunk.lookingAt()) {
        return MALFORMED;
      }
      long size = Long.parseLong(chunk.group(1), 16);
      pos = chunk.end();
      if (size == 0) {
        return trailers(id);
      }
      if (pos + size + 2 > bytes.length()) {
        return INCOMPLETE;
      }
      pos += (int) size;
      if (!bytes.startsWith("\r\n", pos)) {
        return MALFORMED;
      }
      pos += 2;
    }
  }

  private String trailers(String id) {
    while (!bytes.startsWith("\r\n", pos)) {
      int end = bytes.indexOf("\r\n", pos);
      if (end < 0 || !HEADER.matcher(bytes.substring(pos, end)).matches()) {
        return MALFORMED;
      }
      pos = end + 2;
    }
    pos += 2;
    return id;
  }
}
