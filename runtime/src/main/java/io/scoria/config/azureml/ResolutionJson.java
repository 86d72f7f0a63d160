package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An effective configuration as JSON, for programs. */
public final class ResolutionJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ResolutionJson() {}

  /**
   * An object of {@code settings} (section, name, value, from, use), {@code problems} (where, key,
   * found, accepted), {@code warnings} and {@code notes}.
   */
  public static String of(Resolution resolution) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode settings = root.putArray("settings");
    for (Shown line : resolution.shown()) {
      settings
          .addObject()
          .put("section", line.section())
          .put("name", line.name())
          .put("value", line.value())
          .put("from", line.from())
          .put("use", line.use());
    }
    ArrayNode problems = root.putArray("problems");
    for (Problem problem : resolution.problems()) {
      problems
          .addObject()
          .put("where", problem.where())
          .put("key", problem.key())
          .put("found", problem.found())
          .put("accepted", problem.accepted());
    }
    resolution.warnings().forEach(root.putArray("warnings")::add);
    resolution.notes().forEach(root.putArray("notes")::add);
    return root.toPrettyString();
  }
}
