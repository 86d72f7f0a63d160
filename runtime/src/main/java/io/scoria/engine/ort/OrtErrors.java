package io.scoria.engine.ort;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.scoria.engine.RunException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The runtime's errors, in words for whoever starts the server and for clients. */
final class OrtErrors {
  private static final Pattern PREFIX = Pattern.compile("^Error code - \\S+ - message: ");

  /**
   * Where a message comes from: {@code .../file.h:640 void onnxruntime::Function(arguments)
   * condition was false. }, or {@code file.cc:692 Function }.
   */
  private static final Pattern ORIGIN =
      Pattern.compile("^\\S*\\.\\w{1,4}:\\d+ (?:.*? was false\\. |.*?\\) (?=[A-Z])|\\w+ |.*$)");

  private static final Pattern STATUS = Pattern.compile("Status Message: (.*)$", Pattern.DOTALL);
  private static final int MAX_DETAIL = 300;

  private OrtErrors() {}

  /** One line, without the path that the message around it names already. */
  static String forOperator(OrtException error, Path model) {
    String text = text(error).replace("Load model from " + model + " failed:", "");
    String first = text.lines().findFirst().orElse("").strip();
    String reason = ORIGIN.matcher(first).replaceFirst("").strip();
    if (reason.startsWith("Protobuf parsing failed")) {
      return "it is not an ONNX model, or it is damaged (protobuf parsing failed)";
    }
    return reason.isEmpty() ? "the runtime gives no reason" : reason;
  }

  /**
   * The runtime checks inputs against the graph before and while it runs, and says so with these
   * codes; any other is its own failure.
   */
  static RunException onRun(OrtException error) {
    OrtErrorCode code = error.getCode();
    boolean inputsToBlame =
        code == OrtErrorCode.ORT_INVALID_ARGUMENT
            || code == OrtErrorCode.ORT_FAIL
            || code == OrtErrorCode.ORT_RUNTIME_EXCEPTION
            || code == OrtErrorCode.ORT_NOT_IMPLEMENTED;
    return new RunException(inputsToBlame, safeDetail(text(error)), error);
  }

  /** What is left of a message without source files, functions and paths; may be empty. */
  static String safeDetail(String message) {
    Matcher status = STATUS.matcher(message);
    String detail = status.find() ? status.group(1) : message;
    detail = ORIGIN.matcher(detail).replaceFirst("").strip();
    detail = detail.lines().findFirst().orElse("").strip();
    boolean looksInternal = detail.contains("/") || detail.contains("\\") || detail.contains("::");
    return looksInternal || detail.length() > MAX_DETAIL ? "" : detail;
  }

  private static String text(OrtException error) {
    String message = error.getMessage();
    return message == null ? "" : PREFIX.matcher(message).replaceFirst("");
  }
}
