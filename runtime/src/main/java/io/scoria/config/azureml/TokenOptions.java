package io.scoria.config.azureml;

import io.scoria.config.TokenConfig;
import java.util.List;

/** Whose tokens are accepted, and what they must say. In the order of the help. */
final class TokenOptions {
  private static final Kind<List<String>> TEXTS =
      Kinds.list("texts between commas", text -> !text.isBlank());

  static final Setting<String> SIGNING_KEY =
      Setting.of(
              "token-signing-key",
              Kinds.TEXT,
              "This server signs tokens with the private key in it: PEM (PKCS #8), RSA of 2048 bits"
                  + " or more, EC P-256 or Ed25519. Tokens by other keys that follow it in the"
                  + " file, five in all, are accepted; a key that is taken out takes its tokens"
                  + " back. Default, where tokens are accepted and there is no --token-issuer:"
                  + " token-key.pem in the folder for state, made where missing.")
          .option("FILE", "--token-signing-key")
          .variable("SCORIA_TOKEN_SIGNING_KEY");
  static final Setting<String> ALGORITHM =
      Setting.of(
              "token-algorithm",
              Kinds.choice("RS256", "ES256", "EdDSA"),
              "What a signing key that is made is for. Default: ES256.")
          .option("RS256|ES256|EdDSA", "--token-algorithm")
          .variable("SCORIA_TOKEN_ALGORITHM");
  static final Setting<Integer> TTL =
      Setting.of(
              "token-ttl-s",
              Kinds.whole(TokenConfig.Own.MIN_TTL_S, TokenConfig.Own.MAX_TTL_S, "seconds"),
              "How long a token that this server signs is good. Default: "
                  + TokenConfig.Own.DEFAULT_TTL_S
                  + ".")
          .option("N", "--token-ttl-s")
          .variable("SCORIA_TOKEN_TTL_S");
  static final Setting<String> ISSUER =
      Setting.of(
              "token-issuer",
              Kinds.TEXT,
              "URL of an issuer whose tokens are accepted, by OpenID Connect, as in"
                  + " https://login.microsoftonline.com/TENANT/v2.0.")
          .option("URL", "--token-issuer")
          .variable("SCORIA_TOKEN_ISSUER");
  static final Setting<List<String>> ISSUER_NAMES =
      Setting.of(
              "token-issuer-name",
              TEXTS,
              "What tokens may say in 'iss' beside that URL, as in"
                  + " https://sts.windows.net/TENANT/ of tokens of version 1; comma-separated.")
          .option("LIST", "--token-issuer-name")
          .variable("SCORIA_TOKEN_ISSUER_NAME");
  static final Setting<String> JWKS_URL =
      Setting.of(
              "token-jwks-url",
              Kinds.TEXT,
              "URL of the issuer's keys. Default: what --token-issuer says when it is asked.")
          .option("URL", "--token-jwks-url")
          .variable("SCORIA_TOKEN_JWKS_URL");
  static final Setting<List<String>> AUDIENCE =
      Setting.of(
              "token-audience",
              TEXTS,
              "What tokens of that issuer must name one of in 'aud', as the id of an application or"
                  + " api://ID; comma-separated. Needed with --token-issuer.")
          .option("LIST", "--token-audience")
          .variable("SCORIA_TOKEN_AUDIENCE");
  static final Setting<List<String>> SCOPE =
      Setting.of(
              "token-scope",
              TEXTS,
              "Tokens of that issuer must hold one of these in 'scp' or 'scope', or a role of"
                  + " --token-role; comma-separated. Default: anything.")
          .option("LIST", "--token-scope")
          .variable("SCORIA_TOKEN_SCOPE");
  static final Setting<List<String>> ROLE =
      Setting.of(
              "token-role",
              TEXTS,
              "Tokens of that issuer must hold one of these in 'roles', or a scope of"
                  + " --token-scope; comma-separated. Default: anything.")
          .option("LIST", "--token-role")
          .variable("SCORIA_TOKEN_ROLE");

  static final List<Setting<?>> ALL =
      List.of(SIGNING_KEY, ALGORITHM, TTL, ISSUER, ISSUER_NAMES, JWKS_URL, AUDIENCE, SCOPE, ROLE);

  private TokenOptions() {}
}
