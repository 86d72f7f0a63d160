package io.scoria.config.azureml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scoria.config.ComputeType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All keys of one file, and how such a file is read by them. */
final class KeyTable {
  private final Map<String, Key<?>> keys = new LinkedHashMap<>();
  private final Set<String> parents = new LinkedHashSet<>();

  KeyTable(List<Key<?>> all) {
    for (Key<?> key : all) {
      if (keys.put(key.name(), key) != null) {
        throw new IllegalArgumentException(key.name() + " is there twice");
      }
      for (int dot = key.name().indexOf('.'); dot >= 0; dot = key.name().indexOf('.', dot + 1)) {
        parents.add(key.name().substring(0, dot));
      }
    }
  }

  Set<String> names() {
    return keys.keySet();
  }

  Collection<Key<?>> all() {
    return keys.values();
  }

  /** Those that a deployment of the type has. */
  List<Key<?>> of(ComputeType type) {
    return keys.values().stream().filter(key -> key.types().contains(type)).toList();
  }

  /** What the object says that is as the table says; the findings tell the rest. */
  Values read(Path file, ObjectNode root, Findings findings) {
    Values values = new Values(file);
    walk("", root, values, findings);
    return values;
  }

  private void walk(String prefix, ObjectNode object, Values values, Findings findings) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = prefix + entry.getKey();
      JsonNode node = entry.getValue();
      Key<?> key = keys.get(name);
      boolean parent = parents.contains(name);
      if (parent && node instanceof ObjectNode inner) {
        walk(name + ".", inner, values, findings);
        values.open(name);
      } else if (key == null && !parent) {
        unknown(name, values, findings);
      } else if (!node.isNull()) {
        take(key, isSecret(name), name, node, values, findings);
      }
    }
  }

  /** True of a secret, and of an object of secrets. */
  private boolean isSecret(String name) {
    return keys.values().stream()
        .filter(Key::secret)
        .anyMatch(key -> key.name().equals(name) || key.name().startsWith(name + "."));
  }

  private void unknown(String name, Values values, Findings findings) {
    findings.unknownKey(values.file().toString(), name, Nearest.to(name, keys.keySet()));
  }

  private static <T> void take(
      @Nullable Key<T> key,
      boolean secret,
      String name,
      JsonNode node,
      Values values,
      Findings findings) {
    Optional<T> value = key == null ? Optional.empty() : key.kind().ofNode().apply(node);
    if (key != null && value.isPresent()) {
      values.put(key, value.get());
      return;
    }
    String found = secret && node.isValueNode() ? "*** (not shown)" : Described.node(node);
    String accepted = key == null ? "an object" : key.kind().accepted();
    findings.problem(values.file().toString(), name, found, accepted);
  }
}
