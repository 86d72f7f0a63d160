package io.scoria.benchmarks.load;

/** What a server answered. */
public interface Answer {
  int status();

  long bodyBytes();

  /** The beginning of the body. */
  String text();
}
