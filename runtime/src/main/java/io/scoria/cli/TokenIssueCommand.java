package io.scoria.cli;

import io.scoria.auth.token.issuer.IssuedToken;
import io.scoria.auth.token.issuer.TokenSigner;
import io.scoria.codec.JsonObject;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a token, by a running server or with a signing key at hand. */
@Command(
    name = "issue",
    description = {
      "Makes a token that a server takes which has the same signing key, and prints it as JSON: "
          + "accessToken, tokenType, and in seconds since 1970 refreshAfter and expiryOn.",
      "",
      "Exit status: 0, 1 where no token can be had, 2 for wrong options."
    },
    footer = {
      "",
      "Examples:",
      "  scoria token issue --url http://127.0.0.1:8081 --ttl 15m --token-only",
      "  scoria token issue --service iris --token-signing-key key.pem"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class TokenIssueCommand implements Callable<Integer> {
  private static final String ANYBODY = "client";
  private static final String WITHOUT =
      "this server signs no tokens: start it with --auth token or --allow-both, without"
          + " --token-issuer";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description =
          "How long it is good: from 60s to 1d. Default: what the server was told, else 1h.")
  private @Nullable String ttl;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Whose it is, for the log of the server. Default: " + ANYBODY + ".")
  private String subject = ANYBODY;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Ask the running server that has its management listener there, such as "
              + "http://127.0.0.1:8081.")
  private @Nullable String url;

  @Mixin private ManagementKeyOption managementKey = new ManagementKeyOption();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Without --url: the service that it is for, as the server prints it.")
  private @Nullable String service;

  @Option(
      names = "--token-signing-key",
      paramLabel = "FILE",
      description =
          "Without --url: what it is signed with, the first key in it. Default: token-key.pem in the folder for state "
              + "(SCORIA_STATE_DIR, else $XDG_STATE_HOME/scoria, else ~/.local/state/scoria).")
  private @Nullable Path signingKey;

  @Option(names = "--token-only", description = "Print the token alone.")
  private boolean tokenOnly;

  @Override
  public Integer call() {
    try {
      long ttlS = ttl == null ? 0 : TokenTtl.seconds(ttl);
      if (!TokenSigner.isSubject(subject)) {
        throw new IllegalArgumentException(
            "--subject must be 1 to 200 visible ASCII characters, without quotes and backslashes");
      }
      print(url == null ? signed(ttlS) : served(url, ttlS));
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command().commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      PrintWriter err = command().commandLine().getErr();
      err.println("scoria: " + e.getMessage());
      err.flush();
      return command().exitCodeOnExecutionException();
    }
  }

  private IssuedToken signed(long ttlS) throws IOException {
    managementKey.requireNone();
    if (service == null || service.isBlank()) {
      throw new IllegalArgumentException(
          "give --service NAME, the service that the token is for; or --url with the management"
              + " address of a server");
    }
    Path file =
        signingKey == null ? StateFolder.of(System.getenv()).resolve("token-key.pem") : signingKey;
    return TokenSigner.of(file, service)
        .sign(subject, ttlS == 0 ? TokenConfig.Own.DEFAULT_TTL_S : ttlS, Instant.now());
  }

  private IssuedToken served(String at, long ttlS) throws IOException {
    if (service != null || signingKey != null) {
      throw new IllegalArgumentException(
          "--service and --token-signing-key are for a token without a server; leave out --url");
    }
    ManagementClient server = ManagementClient.of(at, managementKey.key(System.getenv()));
    Map<?, ?> answer =
        server.post(
            "/admin/token",
            JsonObject.write(body -> {
              body.put("subject", subject);
              if (ttlS != 0) {
                body.put("ttlSeconds", ttlS);
              }
            }),
            WITHOUT);
    if (answer.get("accessToken") instanceof String token
        && answer.get("refreshAfter") instanceof Long refreshAfter
        && answer.get("expiryOn") instanceof Long expiryOn) {
      return new IssuedToken(token, refreshAfter, expiryOn);
    }
    throw new IOException(server.base() + " does not answer as a management listener does");
  }

  private void print(IssuedToken token) {
    PrintWriter out = command().commandLine().getOut();
    out.println(tokenOnly ? token.accessToken() : ManagementClient.text(token.json()));
    out.flush();
  }

  private CommandSpec command() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return given;
  }
}
