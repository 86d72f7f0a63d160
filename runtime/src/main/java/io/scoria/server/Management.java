package io.scoria.server;

import io.scoria.auth.Authenticator;
import io.scoria.auth.FailedAttempts;
import io.scoria.call.Service;
import io.scoria.config.ManagementConfig;
import io.scoria.telemetry.Exposition;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the management listener answers, and to whom. */
final class Management {
  private static final Logger LOG = LoggerFactory.getLogger(Management.class);

  private final ManagementConfig config;
  private final Access access;
  private final Optional<Authenticator> authenticator;

  /**
   * Nothing listens yet.
   *
   * @throws IOException if others could reach it and it has no key to tell them apart by
   */
  Management(ManagementConfig config, Access access, FailedAttempts attempts) throws IOException {
    this.config = config;
    this.access = access;
    authenticator = access.management().map(attempts::watching);
    String host = config.listener().host();
    if (authenticator.isEmpty() && !config.listener().isLoopback()) {
      throw new IOException(
          "the management listener has no key, and others reach "
              + host
              + "; give it a loopback address or a key");
    }
    if (!config.listener().isLoopback()) {
      LOG.warn(
          "The management listener on {} does not speak TLS: its keys and tokens cross the network"
              + " in the clear unless something before it does",
          host);
    }
  }

  Routes routes(
      Documentation documentation, Scoring scoring, Service health, Exposition exposition) {
    Routes.Builder routes =
        Routes.builder()
            .get(
                "/admin/models", new ReplyService(() -> ModelDescription.reply(scoring.servable())))
            .get("/metrics", new MetricsService(exposition))
            .get(ManagementGate.LIVE, Health.of("live", () -> true))
            .get(ManagementGate.READY, ready(scoring));
    access.keys().map(KeyAdmin::new).ifPresent(admin -> addKeys(routes, admin));
    access.tokens().map(TokenAdmin::new).ifPresent(admin -> addTokens(routes, admin));
    documentation.addPage(routes, scoring.service(), health);
    authenticator.map(ManagementGate::new).ifPresent(routes::gate);
    return routes.build();
  }

  /** Why it is not ready is for those who run the server. */
  private Service ready(Scoring scoring) {
    return authenticator.isEmpty()
        ? Health.ready(() -> problem(scoring))
        : Health.of("ready", () -> problem(scoring).isEmpty());
  }

  private Optional<String> problem(Scoring scoring) {
    return scoring.problem().or(access.problem());
  }

  private void addKeys(Routes.Builder routes, KeyAdmin admin) {
    routes.get("/admin/keys", ownHost(new ReplyService(admin::show)));
    routes.post("/admin/keys/regenerate", ownHost(new AdminService(admin::replace)));
  }

  private void addTokens(Routes.Builder routes, TokenAdmin admin) {
    routes.post("/admin/token", ownHost(new AdminService(admin::issue)));
  }

  /** For everything that shows or changes a secret. */
  private Service ownHost(Service service) {
    return new OwnHost(service, config.listener().host(), authenticator.isPresent());
  }
}
