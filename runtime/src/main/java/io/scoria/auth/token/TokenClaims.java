package io.scoria.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, each claim of the type that RFC 7519 gives it. Times are milliseconds since
 * 1970.
 *
 * @param issuer empty where the token names none
 * @param notBeforeMs the later of {@code nbf} and {@code iat}; 0 where it has neither
 * @param principal whom it was issued for
 */
record TokenClaims(
    String issuer,
    Set<String> audiences,
    Set<String> scopes,
    Set<String> roles,
    long expiryMs,
    long notBeforeMs,
    String principal) {
  private static final Refusal NOT_AN_OBJECT =
      new Refusal(
          Reason.INVALID_TOKEN,
          "The claims of the token are not a JSON object in UTF-8 with each name once.");

  /** Whom a token is for, the first that it has. */
  private static final List<String> PRINCIPALS = List.of("sub", "azp", "appid", "oid");

  private static final int MAX_PRINCIPAL_CHARACTERS = 128;
  private static final long MAX_SECONDS = 253_402_300_799L; // the end of the year 9999

  sealed interface Reading {
    record Read(TokenClaims claims) implements Reading {}

    record Not(Refusal refusal) implements Reading {}
  }

  static Reading read(byte[] payload) {
    ObjectNode json = StrictJson.read(payload);
    if (json == null) {
      return new Reading.Not(NOT_AN_OBJECT);
    }
    String wrong = wrong(json);
    return wrong == null
        ? new Reading.Read(of(json))
        : new Reading.Not(new Refusal(Reason.INVALID_TOKEN, wrong));
  }

  /** What is wrong with the form of the claims; null where nothing is. */
  private static @Nullable String wrong(ObjectNode json) {
    for (String name : List.of("exp", "nbf", "iat")) {
      if (json.has(name) && !isTime(json.get(name))) {
        return "The claim '" + name + "' of the token is not a number of seconds since 1970.";
      }
    }
    if (!json.has("exp")) {
      return "The token has no claim 'exp', and one that never expires is not accepted.";
    }
    for (String name : List.of("iss", "sub", "azp", "appid", "oid")) {
      if (json.has(name) && !json.get(name).isTextual()) {
        return "The claim '" + name + "' of the token is not a text.";
      }
    }
    for (String name : List.of("aud", "scp", "scope", "roles")) {
      if (json.has(name) && !isTexts(json.get(name))) {
        return "The claim '" + name + "' of the token is neither a text nor a list of texts.";
      }
    }
    return null;
  }

  private static boolean isTime(JsonNode value) {
    // What is no number has the value 0, and one too large for a double is infinite.
    double seconds = value.doubleValue();
    return value.isNumber() && seconds >= 0 && seconds <= MAX_SECONDS;
  }

  private static boolean isTexts(JsonNode value) {
    return value.isTextual()
        || (value.isArray() && value.valueStream().allMatch(JsonNode::isTextual));
  }

  private static TokenClaims of(ObjectNode json) {
    Set<String> scopes = words(json, "scp");
    scopes.addAll(words(json, "scope"));
    return new TokenClaims(
        json.path("iss").asText(""),
        texts(json, "aud"),
        scopes,
        texts(json, "roles"),
        millis(json, "exp"),
        Math.max(millis(json, "nbf"), millis(json, "iat")),
        principal(json));
  }

  private static long millis(ObjectNode json, String name) {
    return (long) (json.path(name).doubleValue() * 1000);
  }

  private static Set<String> texts(ObjectNode json, String name) {
    Set<String> texts = new HashSet<>();
    JsonNode value = json.path(name);
    if (value.isTextual()) {
      texts.add(value.textValue());
    }
    value.valueStream().forEach(one -> texts.add(one.textValue()));
    return texts;
  }

  /** As {@link #texts}, but each text is a list of words too (RFC 8693, section 4.2). */
  private static Set<String> words(ObjectNode json, String name) {
    Set<String> words = new HashSet<>();
    texts(json, name).forEach(text -> words.addAll(List.of(text.split(" ", -1))));
    words.remove("");
    return words;
  }

  private static String principal(ObjectNode json) {
    for (String name : PRINCIPALS) {
      String value = json.path(name).asText("");
      if (!value.isEmpty()) {
        return printable(value);
      }
    }
    return "unnamed";
  }

  /** Of at most so many visible ASCII characters: names go to logs. */
  private static String printable(String name) {
    String begin = name.substring(0, Math.min(name.length(), MAX_PRINCIPAL_CHARACTERS));
    return begin.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
