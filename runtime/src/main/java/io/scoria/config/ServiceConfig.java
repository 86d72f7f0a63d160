package io.scoria.config;

import java.util.List;
import java.util.Optional;

/**
 * How the service shows itself.
 *
 * @param name in the paths of the router: {@code /api/v1/service/NAME/score}
 * @param workspace that the service belongs to; empty for none
 * @param pathPrefix before the paths of the container, as in {@code /prefix}; empty for none
 * @param version of the service, for its OpenAPI document
 * @param serverVersion of the header x-ms-server-version; empty to leave it out
 * @param corsOrigins that browsers may call from; {@code *} for any
 */
public record ServiceConfig(
    String name,
    String workspace,
    String pathPrefix,
    String version,
    Optional<String> serverVersion,
    List<String> corsOrigins) {
  /**
   * "ML service", the default of the server whose contract this is, as a name that paths may have.
   */
  public static final String DEFAULT_NAME = "ml-service";

  public static final String DEFAULT_VERSION = "1.0";

  public ServiceConfig {
    corsOrigins = List.copyOf(corsOrigins);
  }

  public static ServiceConfig defaults() {
    return new ServiceConfig(DEFAULT_NAME, "", "", DEFAULT_VERSION, Optional.empty(), List.of());
  }
}
