package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code config.json}: variables of the environment, in a file. */
final class VariablesFile {
  /** Names that this server itself made up, or that only make sense in an environment. */
  private static final Set<String> NOT_IN_FILES =
      Set.of("SCORIA_PRIMARY_KEY", "SCORIA_SECONDARY_KEY", "AZUREML_CONFIG_FILE");

  private VariablesFile() {}

  /** The names that such a file may have. */
  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Setting<?> setting : Settings.ALL) {
      names.addAll(setting.variables());
    }
    names.removeAll(NOT_IN_FILES);
    return names;
  }

  /**
   * What the file gives.
   *
   * @param named true where somebody named it; one that was only found and has none of the names is
   *     another program's, and has a note
   */
  static Map<String, JsonNode> read(Path file, boolean named, Findings findings) {
    Optional<ObjectNode> root = ConfigFile.read(file, findings);
    Map<String, JsonNode> given = new LinkedHashMap<>();
    Set<String> known = names();
    if (root.isEmpty()) {
      return given;
    }
    if (!named && root.get().properties().stream().noneMatch(it -> known.contains(it.getKey()))) {
      findings.note(file + " is not read: none of its keys is a variable of this server.");
      return given;
    }
    for (Map.Entry<String, JsonNode> entry : root.get().properties()) {
      String name = entry.getKey();
      JsonNode node = entry.getValue();
      if (!known.contains(name)) {
        findings.unknownKey(file.toString(), name, Nearest.to(name, known));
      } else if (!node.isNull() && !node.isValueNode()) {
        String accepted = "a string, a number or a boolean";
        findings.problem(file.toString(), name, Described.node(node), accepted);
      } else if (!node.isNull()) {
        given.put(name, node);
      }
    }
    return given;
  }
}
