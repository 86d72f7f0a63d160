package io.scoria.entry.java;

import io.scoria.api.Metrics;
import io.scoria.api.Model;
import io.scoria.api.ScriptContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** What a script is given. Immutable. */
record ContextOfScript(
    Optional<ScriptModel> served,
    Path modelFolder,
    String serviceName,
    Map<String, String> variables,
    Logger logger,
    Metrics metrics)
    implements ScriptContext {
  @Override
  public Model model() {
    return served.orElseThrow(
        () -> new IllegalStateException("there is no model beside this script"));
  }
}
