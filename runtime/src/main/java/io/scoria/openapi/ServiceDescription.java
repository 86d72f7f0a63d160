package io.scoria.openapi;

import java.util.Optional;

/**
 * What a document says of a service.
 *
 * @param name of the service
 * @param version of the service, not of the document
 * @param keyed true where clients need a key, or a token
 * @param tokens true where tokens are accepted
 * @param model empty where an entry script answers, whose bodies nobody but the script knows
 */
public record ServiceDescription(
    String name, String version, boolean keyed, boolean tokens, Optional<ScoredModel> model) {
  /** Without tokens. */
  public ServiceDescription(
      String name, String version, boolean keyed, Optional<ScoredModel> model) {
    this(name, version, keyed, false, model);
  }
}
