package io.scoria.batch;

import java.util.Locale;

/** What runs a batch. */
public enum BatchPlace {
  /** The event loop that read the calls. */
  LOOP,
  /** The tick of calls that come from virtual threads. */
  VIRTUAL,
  /** A thread of the model's own. */
  INSTANCE;

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
