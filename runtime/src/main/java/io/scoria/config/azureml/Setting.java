package io.scoria.config.azureml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that can be set: by an option, by a variable of the environment, in a file. All that is
 * known of it, in one place: options, their help and the reference of variables come from it.
 *
 * @param name in what {@code config show} prints
 * @param options its names on the command line; empty for none. One without dashes is an argument
 * @param variables its names in the environment, the first that is set counts, and in config.json
 * @param key in a file of the configuration; empty for none
 * @param label of the option's value; empty where it has none
 * @param help for people
 * @param secret true where the value is never printed
 */
public record Setting<T>(
    String name,
    Kind<T> kind,
    List<String> options,
    List<String> variables,
    Optional<Key<T>> key,
    String label,
    String help,
    Use use,
    boolean secret) {
  static <T> Setting<T> of(String name, Kind<T> kind, String help) {
    return new Setting<>(
        name, kind, List.of(), List.of(), Optional.empty(), "", help, Use.ENFORCED, false);
  }

  Setting<T> option(String label, String... names) {
    return new Setting<>(name, kind, List.of(names), variables, key, label, help, use, secret);
  }

  Setting<T> variable(String... names) {
    return new Setting<>(name, kind, options, List.of(names), key, label, help, use, secret);
  }

  Setting<T> in(Key<T> key) {
    return new Setting<>(
        name, kind, options, variables, Optional.of(key), label, help, use, secret);
  }

  Setting<T> noted() {
    return new Setting<>(name, kind, options, variables, key, label, help, Use.NOTED, secret);
  }

  Setting<T> hidden() {
    return new Setting<>(name, kind, options, variables, key, label, help, use, true);
  }

  /** Its options that begin with dashes. */
  public List<String> dashed() {
    List<String> dashed = new ArrayList<>(options);
    dashed.removeIf(option -> !option.startsWith("-"));
    return dashed;
  }
}
