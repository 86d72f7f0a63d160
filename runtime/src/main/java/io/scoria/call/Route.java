package io.scoria.call;

/** What a request asks for, in as few kinds as are worth telling apart in figures. */
public enum Route {
  /** To score, whatever comes of it. */
  SCORE,
  /** Health, documents, and what is not there. */
  OTHER
}
