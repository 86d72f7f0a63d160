package io.scoria.batch;

import java.util.Locale;

/** Why a run began with the calls that it had, and with no more. */
public enum Dispatch {
  /** No further call waited. */
  DRAINED,
  /** With the next call it would have had more rows than pay. */
  FULL,
  /** The next call has inputs of another shape. */
  SHAPE,
  /** With the next call the run would have taken too long for a deadline of one of them. */
  DEADLINE,
  /** The model's calls are never run together. */
  UNBATCHED,
  /** The call's batch had failed, so that its calls were run apart. */
  APART;

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
