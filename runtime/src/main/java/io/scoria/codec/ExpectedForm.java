package io.scoria.codec;

import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.stream.Collectors;

/**
 * What a client is told of the form of a body for a model.
 *
 * @param signature of the model
 */
record ExpectedForm(Signature signature) {
  private static final int MAX_SHOWN_NAME = 64;

  /**
   * The form in a sentence's end.
   *
   * @param member that the inputs stand in
   */
  String form(String member) {
    if (signature.inputs().size() == 1) {
      TensorSpec input = signature.inputs().getFirst();
      return "expected {" + quoted(member) + ": VALUE} for " + input + ".";
    }
    String fields =
        signature.inputs().stream()
            .map(input -> quoted(input.name()) + ": VALUE")
            .collect(Collectors.joining(", "));
    return "expected {" + quoted(member) + ": {" + fields + "}}.";
  }

  String inputNames() {
    return signature.inputs().stream()
        .map(TensorSpec::name)
        .map(name -> "'" + name + "'")
        .collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return '"' + name + '"';
  }

  /** A name that a client sent. */
  static String shown(String name) {
    String shortened =
        name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "...";
    return "'" + shortened + "'";
  }
}
