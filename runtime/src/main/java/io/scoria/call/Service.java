package io.scoria.call;

import java.util.concurrent.CompletionStage;

/** Answers requests to one path and method. Thread-safe; never blocks. */
public interface Service {
  /** What its requests ask for. */
  default Route route() {
    return Route.OTHER;
  }

  /** Decides by the head alone whether to take a request. */
  Opening open(RequestHead head);

  /** What came of a head. */
  sealed interface Opening {
    /** Let in: the caller ends the exchange. */
    record Accepted(Exchange exchange) implements Opening {}

    record Refused(Refusal refusal) implements Opening {}

    /** Not decided yet: ask once more with the same head when that has ended, well or not. */
    record Later(CompletionStage<?> ended) implements Opening {}
  }
}
