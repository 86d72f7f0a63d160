package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks settings up, in the order of their precedence: options, the environment, config.json, the
 * files of the configuration; and writes down what came of it. Not thread-safe.
 */
final class Ledger {
  private static final String DEFAULT = "default";

  private final Map<String, String> options;
  private final Map<String, String> environment;
  private final Findings findings;
  private final List<Values> files = new ArrayList<>();
  private final Map<String, JsonNode> variables = new LinkedHashMap<>();
  private final Map<String, String> ofScript = new LinkedHashMap<>();
  private Path variablesFile = Path.of("");
  private final List<Shown> shown = new ArrayList<>();

  Ledger(Map<String, String> options, Map<String, String> environment, Findings findings) {
    this.options = options;
    this.environment = environment;
    this.findings = findings;
  }

  /** From here on the values of this file count too. */
  void add(Values file) {
    files.add(file);
  }

  /** From here on the variables of this config.json count too. */
  void add(Path file, Map<String, JsonNode> given) {
    variablesFile = file;
    variables.putAll(given);
  }

  /**
   * From here on these variables count too: in the original they were those of the image, and so of
   * its server.
   */
  void addOfScript(Map<String, String> given) {
    ofScript.putAll(given);
  }

  /** What is set; empty where nothing is, or what is not of the kind, which the findings tell. */
  <T> Optional<Found<T>> find(Setting<T> setting) {
    Optional<Found<T>> given = option(setting);
    for (String name : setting.variables()) {
      String text = environment.getOrDefault(name, "");
      if (given.isEmpty() && !text.isEmpty()) {
        given = text(setting, Found.From.ENVIRONMENT, "environment", name, text);
      }
    }
    for (String name : setting.variables()) {
      JsonNode node = variables.get(name);
      if (given.isEmpty() && node != null) {
        String where = variablesFile.toString();
        given = text(setting, Found.From.FILE, where, name, node.asText());
      }
    }
    for (String name : setting.variables()) {
      String value = ofScript.getOrDefault(name, "");
      if (given.isEmpty() && !value.isEmpty()) {
        String where = InferenceFile.VARIABLES.name();
        given = text(setting, Found.From.FILE, where, name, value);
      }
    }
    return given.isPresent() ? given : setting.key().flatMap(this::inFiles);
  }

  private <T> Optional<Found<T>> option(Setting<T> setting) {
    List<String> names = setting.options().stream().filter(options::containsKey).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (names.size() > 1) {
      findings.problem("option", names.getLast(), names.getFirst() + " too", "one of the two");
    }
    String name = names.getFirst();
    return text(setting, Found.From.OPTION, "option", name, options.getOrDefault(name, ""));
  }

  private <T> Optional<Found<T>> text(
      Setting<T> setting, Found.From from, String where, String name, String text) {
    Optional<T> value = setting.kind().ofText().apply(text);
    if (value.isEmpty()) {
      String found = setting.secret() ? "*** (not shown)" : Described.text(text);
      findings.problem(where, name, found, setting.kind().accepted());
    }
    String origin =
        from == Found.From.FILE ? "file " + where + ", key " + name : where + " " + name;
    return value.map(it -> new Found<>(it, from, origin));
  }

  private <T> Optional<Found<T>> inFiles(Key<T> key) {
    for (Values file : files) {
      Optional<T> value = file.find(key);
      if (value.isPresent()) {
        String origin = "file " + file.file() + ", key " + key.name();
        return Optional.of(new Found<>(value.get(), Found.From.FILE, origin));
      }
    }
    return Optional.empty();
  }

  /** As {@link #find}, written down; {@code absent} where nothing is set. */
  <T> Optional<T> takeGiven(Setting<T> setting, String absent) {
    Optional<Found<T>> found = find(setting);
    String value = found.map(it -> show(setting, it.value())).orElse(absent);
    show(setting, value, found.map(Found::origin).orElse(DEFAULT));
    return found.map(Found::value);
  }

  /** As {@link #find}, written down, with a default. */
  <T> T take(Setting<T> setting, T fallback) {
    return takeGiven(setting, show(setting, fallback)).orElse(fallback);
  }

  /** Writes down what became of a setting. */
  void show(Setting<?> setting, String value, String from) {
    shown.add(new Shown(Shown.SERVE, setting.name(), value, from, setting.use().text()));
  }

  /** Writes down each of these keys of a file that is given or has a default. */
  void show(String section, Iterable<Key<?>> keys, Values values) {
    for (Key<?> key : keys) {
      showKey(section, key, values);
    }
  }

  private <T> void showKey(String section, Key<T> key, Values values) {
    Optional<T> given = values.find(key);
    Optional<T> value = given.or(key::fallback);
    if (value.isPresent()) {
      String from = given.isPresent() ? "file " + values.file() : DEFAULT;
      shown.add(new Shown(section, key.name(), key.show(value.get()), from, key.use().text()));
    }
  }

  private static <T> String show(Setting<T> setting, T value) {
    if (setting.secret()) {
      return "***";
    }
    return value instanceof List<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  /** In the order of the settings, and then of the files. */
  List<Shown> shown() {
    List<String> order = Settings.ALL.stream().map(Setting::name).toList();
    List<Shown> sorted = new ArrayList<>(shown);
    sorted.sort(
        Comparator.comparingInt(line ->
            line.section().equals(Shown.SERVE) ? order.indexOf(line.name()) : order.size()));
    return sorted;
  }
}
