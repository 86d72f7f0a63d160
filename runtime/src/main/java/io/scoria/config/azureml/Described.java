package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.JsonNode;

/** Values of files in messages: what they are, and how they look, cut where they are long. */
final class Described {
  private static final int MAX_SHOWN = 60;

  private Described() {}

  static String node(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> text(node.textValue()) + " (a string)";
      case BOOLEAN -> node + " (a boolean)";
      case NUMBER -> cut(node.toString()) + " (a number)";
      default -> "null";
    };
  }

  static String text(String text) {
    return '"' + cut(text.replaceAll("\\p{Cntrl}", " ")) + '"';
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
