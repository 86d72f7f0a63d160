package io.scoria.server;

import io.scoria.auth.Authentication;
import io.scoria.auth.Authenticator;
import io.scoria.auth.FailedAttempts;
import io.scoria.call.RequestHead;
import io.scoria.call.Service;
import io.scoria.config.ManagementConfig;
import io.scoria.log.ServerLog;
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
  private final Optional<ServerLog> log;

  /**
   * Nothing listens yet.
   *
   * @param log empty where there is none to show
   * @throws IOException if others could reach it and it has no key to tell them apart by
   */
  Management(
      ManagementConfig config, Access access, FailedAttempts attempts, Optional<ServerLog> log)
      throws IOException {
    this.config = config;
    this.log = log;
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
      Documentation documentation,
      Scoring scoring,
      Service health,
      Probes probes,
      Exposition exposition) {
    Routes.Builder routes =
        Routes.builder()
            .get(
                "/admin/models", new ReplyService(() -> ModelDescription.reply(scoring.servable())))
            .get("/metrics", new MetricsService(exposition));
    for (Probe probe : probes.probes(this::isTrusted)) {
      routes.get(probe.path(), new ReplyService(probe::answer));
    }
    access.keys().map(KeyAdmin::new).ifPresent(admin -> addKeys(routes, admin));
    access.tokens().map(TokenAdmin::new).ifPresent(admin -> addTokens(routes, admin));
    log.ifPresent(it -> addLog(routes, it));
    documentation.addPage(routes, scoring.service(), health);
    authenticator.map(ManagementGate::new).ifPresent(routes::gate);
    return routes.build();
  }

  /** Why a probe fails is for those who run the server; who brings no key is not looked at. */
  private boolean isTrusted(RequestHead head) {
    return authenticator.isEmpty()
        || (!head.headers("authorization").isEmpty()
            && authenticator.get().authenticate(head) instanceof Authentication.Accepted);
  }

  private void addKeys(Routes.Builder routes, KeyAdmin admin) {
    routes.get("/admin/keys", ownHost(new ReplyService(admin::show)));
    routes.post("/admin/keys/regenerate", ownHost(new AdminService(admin::replace)));
  }

  private void addTokens(Routes.Builder routes, TokenAdmin admin) {
    routes.post("/admin/token", ownHost(new AdminService(admin::issue)));
  }

  private void addLog(Routes.Builder routes, ServerLog shown) {
    LogAdmin admin = new LogAdmin(shown);
    routes.get("/admin/logs", ownHost(new ReplyService(admin::tail)));
    routes.get("/admin/loggers", ownHost(new ReplyService(admin::loggers)));
    routes.post("/admin/loggers", ownHost(new AdminService(admin::setLevel)));
    routes.observer(shown.requests());
  }

  /** For everything that shows or changes what not everybody may know. */
  private Service ownHost(Service service) {
    return new OwnHost(service, config.listener().host(), authenticator.isPresent());
  }
}
