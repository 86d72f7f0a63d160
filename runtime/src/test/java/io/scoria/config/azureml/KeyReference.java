package io.scoria.config.azureml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of every key and variable in Markdown, from the tables that parsing uses. */
final class KeyReference {
  static final String HEADING = "## Every key and variable";

  private KeyReference() {}

  static String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(HEADING);
    lines.add("");
    lines.add(
        "*enforced*: the server acts on it. *kept for the cluster*: read, checked and shown by"
            + " `scoria config show`, for the work of deployment. *noted*: the server says at its"
            + " start that it does not act on it.");
    keys("deploymentconfig.json", DeploymentFile.TABLE, true, lines);
    keys("inferenceconfig.json", InferenceFile.TABLE, false, lines);
    settings(lines);
    return String.join("\n", lines) + "\n";
  }

  private static void keys(String file, KeyTable table, boolean types, List<String> lines) {
    lines.add("");
    lines.add("### `" + file + "`");
    lines.add("");
    lines.add("| key | " + (types ? "computeType | " : "") + "accepted | default | what is done |");
    lines.add("|---|---|---|---|" + (types ? "---|" : ""));
    for (Key<?> key : table.all()) {
      lines.add(
          "| `"
              + key.name()
              + "` | "
              + (types ? types(key) + " | " : "")
              + key.kind().accepted()
              + " | "
              + key.fallback().map(String::valueOf).orElse("")
              + " | "
              + key.use().text()
              + (key.effect().isEmpty() ? "" : ": " + key.effect())
              + " |");
    }
  }

  private static String types(Key<?> key) {
    return key.types().size() == io.scoria.config.ComputeType.values().length
        ? "all"
        : key.types().stream()
            .sorted(Comparator.naturalOrder())
            .map(io.scoria.config.ComputeType::text)
            .collect(Collectors.joining(", "));
  }

  private static void settings(List<String> lines) {
    lines.add("");
    lines.add("### Options and variables");
    lines.add("");
    lines.add(
        "The variables may also be keys of `config.json` (`--config-file`), except those of keys"
            + " and AZUREML_CONFIG_FILE. Of several variables the first that is set counts. HOSTNAME"
            + " and AZUREML_INFERENCE_SERVER_HTTP_ENABLED have no effect. SCORIA_STATE_DIR is the"
            + " folder for state.");
    lines.add("");
    lines.add("| option | variable | accepted | what is done |");
    lines.add("|---|---|---|---|");
    for (Setting<?> setting : Settings.ALL) {
      lines.add(
          "| "
              + code(setting.options())
              + " | "
              + code(setting.variables())
              + " | "
              + setting.kind().accepted()
              + " | "
              + setting.use().text()
              + ": "
              + setting.help().replace("|", "\\|")
              + " |");
    }
  }

  private static String code(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
