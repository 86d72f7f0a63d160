package io.scoria.call;

/** Told of every request when it has ended. Thread-safe; never blocks, and does not throw. */
public interface RequestObserver {
  /** For nobody. */
  RequestObserver NONE = request -> {};

  /**
   * A request has ended. Called on its event loop.
   *
   * @param request not to be kept
   */
  void ended(EndedRequest request);

  /** Tells the other after this. */
  default RequestObserver and(RequestObserver other) {
    return request -> {
      ended(request);
      other.ended(request);
    };
  }
}
