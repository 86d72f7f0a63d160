package io.scoria.auth;

import java.util.Optional;

/** Which of the two keys of a service. */
public enum KeyKind {
  PRIMARY("Primary", "primaryKey"),
  SECONDARY("Secondary", "secondaryKey");

  private final String text;
  private final String member;

  KeyKind(String text, String member) {
    this.text = text;
    this.member = member;
  }

  /** As {@code Primary} or {@code Secondary}, in any case. */
  public static Optional<KeyKind> of(String text) {
    for (KeyKind kind : values()) {
      if (kind.text.equalsIgnoreCase(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** As people and payloads write it. */
  public String text() {
    return text;
  }

  /** The member of a JSON object that holds the key. */
  public String member() {
    return member;
  }
}
