package io.scoria.config.azureml;

import static org.assertj.core.api.Assertions.assertThat;

import io.scoria.config.TokenConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tokens are accepted, by options, environment and file. */
class TokenSettingsTest {
  private static final String ENTRA = "https://login.microsoftonline.com/t/v2.0";

  @TempDir private Path folder = Path.of("");

  private Setup setup() {
    return Setup.withModel(folder);
  }

  private Setup outside() {
    return setup()
        .option("--auth", "token")
        .option("--token-issuer", ENTRA)
        .option("--token-audience", "id, api://id");
  }

  private static TokenConfig tokens(Setup setup) {
    return setup.serve().auth().tokens().orElseThrow();
  }

  @Test
  void thisServerSignsWhereNobodyElseIsNamed() {
    TokenConfig tokens = tokens(setup().option("--auth", "token"));
    assertThat(tokens.outside()).isEmpty();
    assertThat(tokens.own())
        .contains(
            new TokenConfig.Own(
                folder.resolve("state/token-key.pem"), true, Optional.empty(), "model", 3600));
  }

  @Test
  void eachOptionOfThisServersTokensIsTaken() {
    TokenConfig tokens =
        tokens(
            setup()
                .option("--auth", "token")
                .option("--service-name", "iris")
                .env("SCORIA_TOKEN_SIGNING_KEY", "k.pem")
                .env("SCORIA_TOKEN_ALGORITHM", "EdDSA")
                .option("--token-ttl-s", "60"));
    assertThat(tokens.own())
        .contains(
            new TokenConfig.Own(
                folder.resolve("k.pem"),
                false,
                Optional.of(TokenConfig.Algorithm.EDDSA),
                "iris",
                60));
  }

  @Test
  void eachOptionOfAnotherIssuerIsTaken() {
    TokenConfig tokens =
        tokens(
            outside()
                .option("--token-issuer-name", "https://sts.windows.net/t/")
                .option("--token-jwks-url", "https://login.microsoftonline.com/t/keys")
                .env("SCORIA_TOKEN_SCOPE", "score,admin")
                .env("SCORIA_TOKEN_ROLE", "Scorer"));
    assertThat(tokens.own()).isEmpty();
    assertThat(tokens.outside())
        .contains(
            new TokenConfig.Outside(
                Optional.of(URI.create(ENTRA)),
                Optional.of(URI.create("https://login.microsoftonline.com/t/keys")),
                List.of(ENTRA, "https://sts.windows.net/t/"),
                List.of("id", "api://id"),
                List.of("score", "admin"),
                List.of("Scorer")));
  }

  @Test
  void bothIssuersAreTrustedWhereBothAreNamed() {
    TokenConfig tokens = tokens(outside().option("--token-signing-key", "k.pem"));
    assertThat(tokens.own()).isPresent();
    assertThat(tokens.outside()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example",
        "https://",
        "login.example",
        "ftp://localhost/",
        "https://a.example/?tenant=1",
        "https://a.example/#x",
        "http://127.0.0.1.example/",
        "http://localhost.example",
        "file:///etc/passwd"
      })
  void anIssuerOverAnUnsafeConnectionIsRefused(String url) {
    assertThat(outside().option("--token-issuer", url).problems())
        .anyMatch(text -> text.startsWith("option --token-issuer: found \"" + url + "\""))
        .anyMatch(text -> text.contains("accepted: an https URL"));
    assertThat(outside().option("--token-jwks-url", url).problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080/a", "http://127.0.0.1:1", "http://[::1]:2/", ENTRA})
  void anIssuerOnThisMachineNeedsNoTls(String url) {
    assertThat(tokens(outside().option("--token-issuer", url)).outside().orElseThrow().issuer())
        .contains(URI.create(url));
  }

  @Test
  void credentialsInAUrlAreRefusedAndNotShown() {
    Resolution resolution =
        outside().option("--token-issuer", "https://me:hunter2@login.example").resolve();
    assertThat(resolution.problems()).isNotEmpty();
    assertThat(ResolutionText.of(resolution) + resolution.problems()).doesNotContain("hunter2");
  }

  @Test
  void anotherIssuerWithoutAnAudienceIsRefused() {
    Setup setup = setup().option("--auth", "token").option("--token-issuer", ENTRA);
    assertThat(setup.problems()).anyMatch(text -> text.startsWith("--token-audience"));
  }

  @Test
  void keysWithoutTheNameOfTheirIssuerAreRefused() {
    Setup setup =
        setup()
            .option("--auth", "token")
            .option("--token-jwks-url", "https://a.example/keys")
            .option("--token-audience", "id");
    assertThat(setup.problems()).anyMatch(text -> text.startsWith("--token-issuer-name"));
    assertThat(tokens(setup.option("--token-issuer-name", "a")).outside().orElseThrow().issuers())
        .containsExactly("a");
  }

  @Test
  void whatTokensMustSayWithoutAnIssuerIsRefused() {
    assertThat(setup().option("--auth", "token").option("--token-role", "x").problems())
        .anyMatch(text -> text.contains("--token-issuer or --token-jwks-url"));
  }

  @Test
  void optionsOfTokensThatNobodyTakesAreNoted() {
    assertThat(setup().env("SCORIA_TOKEN_TTL_S", "100").resolve().notes())
        .contains("environment SCORIA_TOKEN_TTL_S has no effect: tokens let nobody in.");
  }

  @Test
  void aKeyOrATokenLetsInWhereBothAreAllowed() {
    Setup setup = setup().option("--allow-both", "true");
    setup.deployment("{'computeType': 'aks', 'authEnabled': true, 'tokenAuthEnabled': true}");
    assertThat(setup.serve().auth().keys()).isPresent();
    assertThat(setup.serve().auth().tokens()).isPresent();
    assertThat(setup.shown("auth").value()).isEqualTo("key or token");
    assertThat(setup.option("--auth", "none").problems())
        .anyMatch(text -> text.contains("allow-both"));
  }

  @Test
  void allOfItIsShownWithItsOrigin() {
    Setup setup = outside().env("SCORIA_TOKEN_ROLE", "Scorer");
    assertThat(setup.from("token-issuer")).isEqualTo("option --token-issuer");
    assertThat(setup.shown("token-audience").value()).isEqualTo("id,api://id");
    assertThat(setup.from("token-role")).isEqualTo("environment SCORIA_TOKEN_ROLE");
    assertThat(setup.shown("token-signing-key").value()).isEqualTo("none");
    assertThat(setup.shown("token-jwks-url").value()).isEqualTo("discovered");
    assertThat(setup.shown("auth").value()).isEqualTo("token");
  }
}
