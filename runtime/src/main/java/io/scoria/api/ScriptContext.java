package io.scoria.api;

import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;

/** What the server gives to an entry script. The same for the life of the script; thread-safe. */
public interface ScriptContext {
  /**
   * The model that lies beside the script.
   *
   * @throws IllegalStateException if there is none: the script was started alone
   */
  Model model();

  /** The folder of the model, where other files of the script may lie: labels, vocabularies. */
  Path modelFolder();

  /** The name of the service that the script answers for. */
  String serviceName();

  /** The variables of the service's configuration. */
  Map<String, String> variables();

  /**
   * Where the script logs: lines appear in the server's log, each with the id of the request that
   * it was written for.
   */
  Logger logger();

  /** The script's own metrics, beside those of the server. */
  Metrics metrics();
}
