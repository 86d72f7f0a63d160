package io.scoria.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The query of a request's target, as HTML forms write it: {@code ?name=value&name=value}.
 *
 * @param text what stands behind the question mark; empty where there is none
 */
record Query(String text) {
  /** The query of a target as it was sent. */
  static Query of(String target) {
    int fragment = target.indexOf('#');
    String sent = fragment < 0 ? target : target.substring(0, fragment);
    int begin = sent.indexOf('?');
    return new Query(begin < 0 ? "" : sent.substring(begin + 1));
  }

  /**
   * The first value of that name; empty text where it has none, and empty where it is not there.
   */
  Optional<String> first(String name) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decoded(key).equals(name)) {
        return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // a stray percent sign stands for itself
      return part;
    }
  }
}
