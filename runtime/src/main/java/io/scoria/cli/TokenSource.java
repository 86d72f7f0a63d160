package io.scoria.cli;

import io.scoria.auth.token.TokenAuthenticator;
import io.scoria.auth.token.TrustedIssuer;
import io.scoria.auth.token.issuer.OwnIssuer;
import io.scoria.auth.token.oidc.OutsideIssuer;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose tokens are accepted. Owns the issuers. */
record TokenSource(TokenConfig config, Optional<OwnIssuer> own, Optional<OutsideIssuer> outside)
    implements AutoCloseable {
  /** What the command that is printed takes a token from. */
  static final String VARIABLE = "SCORIA_TOKEN";

  /**
   * @throws IOException if there is no key to sign with; the message says what to do
   */
  static TokenSource of(TokenConfig config) throws IOException {
    InstantSource clock = InstantSource.system();
    Optional<OwnIssuer> own =
        config.own().isPresent()
            ? Optional.of(OwnIssuer.start(config.own().get(), clock))
            : Optional.empty();
    return new TokenSource(config, own, config.outside().map(it -> OutsideIssuer.start(it, clock)));
  }

  TokenAuthenticator authenticator() {
    List<TrustedIssuer> issuers = new ArrayList<>(own.stream().toList());
    outside.ifPresent(it -> issuers.addAll(it.issuers()));
    return new TokenAuthenticator(issuers, InstantSource.system());
  }

  /** Why no token can be checked yet; empty where one can. */
  Optional<String> problem() {
    return own.isPresent() ? Optional.empty() : outside.flatMap(OutsideIssuer::problem);
  }

  /** For people: a line for each issuer. */
  List<String> description() {
    List<String> lines = new ArrayList<>();
    config
        .own()
        .ifPresent(it ->
            lines.add(
                "signed by this server for the service '%s' with the key in %s; 'scoria token issue' makes one"
                    .formatted(it.audience(), it.signingKey().toAbsolutePath().normalize())));
    config
        .outside()
        .ifPresent(it ->
            lines.add(
                "of %s for %s"
                    .formatted(
                        String.join(", ", it.issuers()), String.join(", ", it.audiences()))));
    return lines;
  }

  @Override
  public void close() {
    own.ifPresent(OwnIssuer::close);
    outside.ifPresent(OutsideIssuer::close);
  }
}
