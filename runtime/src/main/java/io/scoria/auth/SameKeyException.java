package io.scoria.auth;

import java.io.IOException;

/** A key was to be replaced by the other one, which would let in whoever has the replaced one. */
public final class SameKeyException extends IOException {
  private static final long serialVersionUID = 1;

  SameKeyException(KeyKind other) {
    super(
        "this is already the %s key: replacing that one later would not stop who has this"
            .formatted(other.text().toLowerCase(java.util.Locale.ROOT)));
  }
}
