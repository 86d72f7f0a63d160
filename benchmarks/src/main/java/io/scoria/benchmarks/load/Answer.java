package io.scoria.benchmarks.load;

/** What a server answered. */
public interface Answer {
  int status();

  long bodyBytes();

  /** What the header Retry-After says; 0 where there is none. */
  default int retryAfterSeconds() {
    return 0;
  }

  /** The beginning of the body. */
  String text();
}
