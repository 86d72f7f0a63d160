package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** The kinds of values there are. */
final class Kinds {
  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");
  private static final Set<String> FALSE = Set.of("false", "0", "no", "off", "f", "n");

  static final Kind<Boolean> BOOLEAN =
      new Kind<>(
          "true or false",
          String.class,
          List.of(),
          node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty(),
          Kinds::booleanOf);

  static final Kind<String> TEXT = text("a string that is not empty", text -> true);

  /** Kept as the text of its JSON: this server does not look into it. */
  static final Kind<String> ANY =
      new Kind<>(
          "anything",
          String.class,
          List.of(),
          node -> Optional.of(node.isTextual() ? node.textValue() : node.toString()),
          Optional::of);

  static final Kind<Map<String, String>> STRINGS =
      new Kind<>(
          "an object of strings",
          String.class,
          List.of(),
          Kinds::strings,
          text -> Optional.empty());

  /** Texts between commas, or in a file a list of strings. */
  static Kind<List<String>> list(String accepted, Predicate<String> each) {
    return new Kind<>(
        accepted,
        String.class,
        List.of(),
        node -> texts(node).filter(all -> all.stream().allMatch(each)),
        text -> Optional.of(split(text)).filter(all -> all.stream().allMatch(each)));
  }

  private Kinds() {}

  static Kind<Integer> whole(int least, String unit) {
    return whole(least, Integer.MAX_VALUE, unit);
  }

  static Kind<Integer> whole(int least, int most, String unit) {
    return number(least, most, unit, Integer.class, value -> (int) value);
  }

  static Kind<Long> wholeLong(long least, String unit) {
    return number(least, Long.MAX_VALUE, unit, Long.class, value -> value);
  }

  private static <T> Kind<T> number(
      long least, long most, String unit, Class<T> type, LongFunction<T> boxed) {
    boolean open = most == Integer.MAX_VALUE || most == Long.MAX_VALUE;
    String range = open ? least + " or more" : "from " + least + " to " + most;
    Predicate<Long> inRange = value -> value >= least && value <= most;
    return new Kind<>(
        "a whole number" + (unit.isEmpty() ? "" : " of " + unit) + ", " + range,
        type,
        List.of(),
        node ->
            node.isIntegralNumber() && node.canConvertToLong()
                ? Optional.of(node.longValue()).filter(inRange).map(boxed::apply)
                : Optional.empty(),
        text -> wholeOf(text).filter(inRange).map(boxed::apply));
  }

  static Kind<Double> moreThanZero(String unit) {
    return decimal("a number of " + unit + ", more than 0", value -> value > 0);
  }

  static Kind<Double> percent() {
    return decimal("a number from 0 to 100", value -> value >= 0 && value <= 100);
  }

  private static Kind<Double> decimal(String accepted, DoublePredicate inRange) {
    Predicate<Double> usable = value -> Double.isFinite(value) && inRange.test(value);
    return new Kind<>(
        accepted,
        Double.class,
        List.of(),
        node -> node.isNumber() ? Optional.of(node.doubleValue()).filter(usable) : Optional.empty(),
        text -> decimalOf(text).filter(usable));
  }

  static Kind<String> text(String accepted, Predicate<String> usable) {
    Predicate<String> all = usable.and(text -> !text.isBlank() && text.indexOf(0) < 0);
    return new Kind<>(
        accepted,
        String.class,
        List.of(),
        node -> node.isTextual() ? Optional.of(node.textValue()).filter(all) : Optional.empty(),
        text -> Optional.of(text).filter(all));
  }

  /** One of these words, in any case; the value is in the case that it is given here. */
  static Kind<String> choice(String... words) {
    List<String> choices = List.of(words);
    return new Kind<>(
        words.length == 1 ? words[0] : "one of " + String.join(", ", words),
        String.class,
        choices,
        node -> node.isTextual() ? chosen(choices, node.textValue()) : Optional.empty(),
        text -> chosen(choices, text));
  }

  private static Optional<String> chosen(List<String> choices, String text) {
    return choices.stream().filter(text::equalsIgnoreCase).findFirst();
  }

  private static Optional<Boolean> booleanOf(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return Optional.of(true);
    }
    return FALSE.contains(word) ? Optional.of(false) : Optional.empty();
  }

  private static Optional<Long> wholeOf(String text) {
    try {
      return Optional.of(Long.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> decimalOf(String text) {
    try {
      return Optional.of(Double.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<String> split(String text) {
    List<String> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        all.add(part.strip());
      }
    }
    return all;
  }

  private static Optional<List<String>> texts(JsonNode node) {
    if (node.isTextual()) {
      return Optional.of(split(node.textValue()));
    }
    List<String> all = new ArrayList<>();
    for (JsonNode element : node) {
      if (!element.isTextual()) {
        return Optional.empty();
      }
      all.add(element.textValue());
    }
    return node.isArray() ? Optional.of(all) : Optional.empty();
  }

  private static Optional<Map<String, String>> strings(JsonNode node) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isValueNode()) {
        return Optional.empty();
      }
      all.put(entry.getKey(), entry.getValue().asText());
    }
    return node.isObject() ? Optional.of(all) : Optional.empty();
  }
}
