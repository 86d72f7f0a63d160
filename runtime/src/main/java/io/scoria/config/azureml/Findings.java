package io.scoria.config.azureml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What there is to say about a configuration; each thing once. Not thread-safe. */
final class Findings {
  private final boolean strict;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param strict true where a key that has no effect is a problem, and not a warning
   */
  Findings(boolean strict) {
    this.strict = strict;
  }

  void problem(String where, String key, String found, String accepted) {
    problems.add(new Problem(where, key, found, accepted));
  }

  /** A key that nobody knows, which the original would have ignored. */
  void unknownKey(String where, String key, Optional<String> nearest) {
    if (strict) {
      problem(where, key, "a key that is unknown", nearest.orElse("a key that is known"));
    } else {
      String hint = nearest.map(near -> "; did you mean " + near + "?").orElse("");
      warn(where + ": " + key + " is ignored: it is not a key" + hint);
    }
  }

  /** A key that is known and has no effect here, which the original would have ignored. */
  void ignoredKey(String where, String key, String why, String accepted) {
    if (strict) {
      problem(where, key, why, accepted);
    } else {
      warn(where + ": " + key + " is ignored: " + why);
    }
  }

  void warn(String text) {
    warnings.add(text);
  }

  void note(String text) {
    notes.add(text);
  }

  List<Problem> problems() {
    return new ArrayList<>(problems);
  }

  List<String> warnings() {
    return new ArrayList<>(warnings);
  }

  List<String> notes() {
    return new ArrayList<>(notes);
  }
}
