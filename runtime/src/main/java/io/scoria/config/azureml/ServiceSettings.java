package io.scoria.config.azureml;

import io.scoria.config.ServiceConfig;
import java.util.List;
import java.util.Optional;

/** How the service shows itself. */
final class ServiceSettings {
  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  ServiceSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  ServiceConfig resolve(ModelChoice model) {
    String name = name(model);
    List<String> origins = ledger.take(ServiceOptions.CORS, List.of());
    String workspace = ledger.take(ServiceOptions.WORKSPACE, "");
    String prefix = ledger.take(ServiceOptions.PATH_PREFIX, "");
    String version = ledger.take(ServiceOptions.SERVICE_VERSION, ServiceConfig.DEFAULT_VERSION);
    String server = ledger.take(ServiceOptions.SERVER_VERSION, around.serverVersion());
    boolean shown = ledger.take(ServiceOptions.SHOW_SERVER_VERSION, true);
    return new ServiceConfig(
        name,
        workspace,
        withSlashes(prefix),
        version,
        shown ? Optional.of(server) : Optional.empty(),
        origins);
  }

  /** As in {@code /prefix}. */
  private static String withSlashes(String prefix) {
    String bare = prefix.replaceAll("^/|/$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  /**
   * An option must follow the rule for names. A variable need not: containers have free text there,
   * which cannot be part of a path.
   */
  private String name(ModelChoice model) {
    Optional<Found<String>> given = ledger.find(ServiceOptions.SERVICE_NAME);
    String meant = model.serviceName().orElse(ServiceConfig.DEFAULT_NAME);
    if (given.isPresent() && !Names.follows(given.get().value())) {
      String found = Described.text(given.get().value());
      if (given.get().from() == Found.From.OPTION) {
        findings.problem("option", "--service-name", found, Names.KIND.accepted());
      } else {
        findings.warn(
            "%s is %s, which is no name of a service (%s); the service is called %s"
                .formatted(given.get().origin(), found, Names.KIND.accepted(), meant));
      }
      given = Optional.empty();
    }
    String from = model.serviceName().isPresent() ? "default, the model's folder" : "default";
    String name = given.map(Found::value).orElse(meant);
    ledger.show(ServiceOptions.SERVICE_NAME, name, given.map(Found::origin).orElse(from));
    return name;
  }
}
