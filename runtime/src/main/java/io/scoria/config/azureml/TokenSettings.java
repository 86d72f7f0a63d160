package io.scoria.config.azureml;

import io.scoria.config.TokenConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose tokens are accepted, where any are. */
final class TokenSettings {
  private static final String KEY_FILE = "token-key.pem";
  private static final String HTTPS =
      "an https URL with a host and no user, query or fragment; http for 127.0.0.1, ::1 or"
          + " localhost alone";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Ledger ledger;
  private final Surroundings around;
  private final Findings findings;

  TokenSettings(Ledger ledger, Surroundings around, Findings findings) {
    this.ledger = ledger;
    this.around = around;
    this.findings = findings;
  }

  /**
   * Empty where no tokens are accepted.
   *
   * @param accepted whether any are
   * @param service whose name the tokens are for that this server signs
   */
  Optional<TokenConfig> resolve(boolean accepted, String service) {
    Optional<TokenConfig.Outside> outside = outside(accepted);
    Optional<TokenConfig.Own> own = own(accepted && outside.isEmpty(), service);
    if (!accepted) {
      noteWithoutEffect();
      return Optional.empty();
    }
    return own.isEmpty() && outside.isEmpty()
        ? Optional.empty() // which a problem tells
        : Optional.of(new TokenConfig(own, outside));
  }

  private void noteWithoutEffect() {
    for (Setting<?> setting : TokenOptions.ALL) {
      ledger
          .find(setting)
          .ifPresent(it -> findings.note(it.origin() + " has no effect: tokens let nobody in."));
    }
  }

  private Optional<TokenConfig.Own> own(boolean needed, String service) {
    Path usual = around.stateFolder().resolve(KEY_FILE);
    Optional<Found<String>> given = ledger.find(TokenOptions.SIGNING_KEY);
    boolean signs = needed || given.isPresent();
    Path file = given.map(it -> around.workingFolder().resolve(it.value())).orElse(usual);
    ledger.show(
        TokenOptions.SIGNING_KEY,
        signs ? file.toString() : "none",
        given.map(Found::origin).orElse("default"));
    Optional<TokenConfig.Algorithm> algorithm =
        ledger
            .takeGiven(TokenOptions.ALGORITHM, given.isPresent() ? "that of the key" : "ES256")
            .map(TokenSettings::algorithm);
    int ttlS = ledger.take(TokenOptions.TTL, TokenConfig.Own.DEFAULT_TTL_S);
    return signs
        ? Optional.of(new TokenConfig.Own(file, given.isEmpty(), algorithm, service, ttlS))
        : Optional.empty();
  }

  private static TokenConfig.Algorithm algorithm(String text) {
    for (TokenConfig.Algorithm each : TokenConfig.Algorithm.values()) {
      if (each.text().equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private Optional<TokenConfig.Outside> outside(boolean accepted) {
    boolean named = ledger.find(TokenOptions.ISSUER).isPresent();
    boolean located = ledger.find(TokenOptions.JWKS_URL).isPresent();
    Optional<URI> issuer = url(TokenOptions.ISSUER, "none");
    Optional<URI> keys = url(TokenOptions.JWKS_URL, named ? "discovered" : "none");
    List<String> issuers = new ArrayList<>();
    ledger.find(TokenOptions.ISSUER).map(Found::value).ifPresent(issuers::add);
    issuers.addAll(list(TokenOptions.ISSUER_NAMES, "none"));
    List<String> audiences = list(TokenOptions.AUDIENCE, "none");
    List<String> scopes = list(TokenOptions.SCOPE, "anything");
    List<String> roles = list(TokenOptions.ROLE, "anything");
    if (accepted) {
      requireWhole(named, located, issuers, audiences);
    }
    return issuer.isEmpty() && keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new TokenConfig.Outside(issuer, keys, issuers, audiences, scopes, roles));
  }

  private void requireWhole(
      boolean named, boolean located, List<String> issuers, List<String> audiences) {
    boolean any = named || located;
    if (any && audiences.isEmpty()) {
      missing(TokenOptions.AUDIENCE, "what tokens for this service name in 'aud'");
    }
    if (any && issuers.isEmpty()) {
      missing(TokenOptions.ISSUER_NAMES, "what the tokens say in 'iss', or --token-issuer");
    }
    for (Setting<?> setting :
        List.of(
            TokenOptions.ISSUER_NAMES,
            TokenOptions.AUDIENCE,
            TokenOptions.SCOPE,
            TokenOptions.ROLE)) {
      Optional<String> origin = ledger.find(setting).map(Found::origin);
      if (!any && origin.isPresent()) {
        findings.problem(
            origin.get(), "", "it without an issuer", "it with --token-issuer or --token-jwks-url");
      }
    }
  }

  private void missing(Setting<?> setting, String accepted) {
    findings.problem("option", setting.options().getFirst(), "nothing", accepted);
  }

  private List<String> list(Setting<List<String>> setting, String absent) {
    return ledger.takeGiven(setting, absent).map(List::copyOf).orElse(List.of());
  }

  private Optional<URI> url(Setting<String> setting, String absent) {
    Optional<Found<String>> found = ledger.find(setting);
    Optional<URI> url = found.flatMap(it -> urlOf(it.value()));
    if (found.isPresent() && url.isEmpty()) {
      String text = found.get().value();
      String shown = text.contains("@") ? "a URL with credentials" : Described.text(text);
      findings.problem(found.get().origin(), "", shown, HTTPS);
      ledger.show(setting, "not usable", found.get().origin());
    } else {
      ledger.takeGiven(setting, absent);
    }
    return url;
  }

  private static Optional<URI> urlOf(String text) {
    try {
      URI url = new URI(text);
      boolean whole =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      boolean safe =
          "https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()));
      return whole && safe ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
