package io.scoria.codec;

/** In which JSON form a request is answered: that of the form in which it came. */
public enum AnswerForm {
  /** {@code {"result": V}}, of a request with {@code data}. */
  RESULT,
  /** {@code {"Results": {"name": V, ...}}}, of a request with {@code Inputs}. */
  RESULTS
}
