package io.scoria.codec;

import io.scoria.call.Reason;
import io.scoria.call.Refusal;
import io.scoria.call.Reply;
import io.scoria.call.RequestHead;
import io.scoria.tensor.ElementType;
import io.scoria.tensor.Signature;
import io.scoria.tensor.TensorSpec;
import java.util.List;
import java.util.Locale;

/**
 * Which form a body has and which one its answer shall have, by the head (RFC 9110, section 8.3).
 */
public final class MediaTypes {
  private static final String JSON = Reply.JSON;
  private static final String BINARY = Reply.BINARY;
  private static final int MAX_SHOWN = 64;

  private static final Asked[] ASKED = { // binary body: 2, binary answer: 1
    new Asked.For(false, false),
    new Asked.For(false, true),
    new Asked.For(true, false),
    new Asked.For(true, true)
  };

  private MediaTypes() {}

  /** What a head asks for. */
  public sealed interface Asked {
    /** Forms that are possible: binary where true, else JSON. */
    record For(boolean binaryBody, boolean binaryAnswer) implements Asked {}

    record Not(Refusal refusal) implements Asked {}
  }

  /** Decides for a model of that signature. No Content-Type is JSON, and so is no Accept. */
  public static Asked of(RequestHead head, Signature signature) {
    List<String> types = head.headers("content-type");
    boolean binaryBody = types.size() == 1 && essence(types.getFirst()).equals(BINARY);
    if (binaryBody && !isOneFixed(signature.inputs())) {
      return unsupported(
          BINARY + " is for a model with one input, not of strings: send " + JSON + ".");
    }
    if (!binaryBody && !types.isEmpty() && (types.size() > 1 || !isJson(types.getFirst()))) {
      return unsupported(
          "Content-Type '%s' is not supported: send %s, or %s for one tensor."
              .formatted(shown(String.join(", ", types)), JSON, BINARY));
    }
    return answer(head.headers("accept"), binaryBody, isOneFixed(signature.outputs()));
  }

  private static Asked answer(List<String> accepts, boolean binaryBody, boolean binaryIsPossible) {
    if (accepts.isEmpty() || isPlainly(JSON, accepts)) {
      return asked(binaryBody, false);
    }
    if (binaryIsPossible && isPlainly(BINARY, accepts)) {
      return asked(binaryBody, true);
    }
    AcceptedTypes accepted = new AcceptedTypes(accepts);
    boolean binaryAnswer = accepted.prefersBinary();
    if (binaryAnswer && !binaryIsPossible && !accepted.takesJson()) {
      return new Asked.Not(
          new Refusal(
              Reason.NOT_ACCEPTABLE,
              BINARY + " is for a model with one output, not of strings: accept " + JSON + "."));
    }
    return asked(binaryBody, binaryAnswer && binaryIsPossible);
  }

  private static Asked asked(boolean binaryBody, boolean binaryAnswer) {
    return ASKED[(binaryBody ? 2 : 0) + (binaryAnswer ? 1 : 0)];
  }

  /** True where a header has that value alone, as most clients write it. */
  private static boolean isPlainly(String type, List<String> values) {
    return values.size() == 1 && values.getFirst().equals(type);
  }

  private static boolean isOneFixed(List<TensorSpec> specs) {
    return specs.size() == 1 && specs.getFirst().type() != ElementType.STRING;
  }

  private static String essence(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isJson(String type) {
    if (type.equals(JSON)) { // as most clients write it
      return true;
    }
    if (!essence(type).equals(JSON)) {
      return false;
    }
    String[] parts = type.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static Asked unsupported(String message) {
    return new Asked.Not(new Refusal(Reason.UNSUPPORTED_MEDIA_TYPE, message));
  }

  private static String shown(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "...";
  }
}
