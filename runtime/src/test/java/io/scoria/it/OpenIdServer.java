package io.scoria.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.mockwebserver.RecordedRequest;

/** A real OpenID Connect server on the loopback address, whose key can be replaced. */
final class OpenIdServer implements AutoCloseable {
  static final String AUDIENCE = "api://scoria";
  static final String SCOPE = "score";

  private static final String TENANT = "tenant";
  private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

  private final Keys keys = new Keys();
  private MockOAuth2Server server;
  private final int port;

  OpenIdServer() {
    port = freePort();
    server = started(port);
  }

  /** One key at a time, by an id of its own. */
  private static final class Keys extends KeyProvider {
    private volatile JWK current = generate(1);
    private int made = 1;

    Keys() {
      super(List.of(), "ES256");
    }

    void replace() {
      current = generate(++made);
    }

    private static ECKey generate(int number) {
      try {
        return new ECKeyGenerator(Curve.P_256).keyID("key-" + number).generate();
      } catch (JOSEException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public JWK signingKey(String issuer) {
      return current;
    }
  }

  private MockOAuth2Server started(int at) {
    OAuth2TokenProvider tokens = new OAuth2TokenProvider(keys);
    MockOAuth2Server started =
        new MockOAuth2Server(new OAuth2Config(false, null, null, false, tokens));
    started.start(InetAddress.getLoopbackAddress(), at);
    return started;
  }

  /** Told to the server, which lets only such a port be used again at once. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + port + "/" + TENANT;
  }

  /** What a server is told that trusts it. */
  TokenConfig.Outside config() {
    return new TokenConfig.Outside(
        Optional.of(URI.create(issuer())),
        Optional.empty(),
        List.of(issuer()),
        List.of(AUDIENCE),
        List.of(SCOPE),
        List.of("Scorer"));
  }

  /** A token that a client gets that logs in by its own credentials. */
  String login() {
    return login(AUDIENCE, Map.of("scp", "other " + SCOPE));
  }

  String login(String audience, Map<String, Object> claims) {
    server.enqueueCallback(
        new DefaultOAuth2TokenCallback(TENANT, "somebody", "JWT", List.of(audience), claims, 3600));
    String form = "grant_type=client_credentials&client_id=a&client_secret=b&scope=c";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer = client.send(request, BodyHandlers.ofString()).body();
      Matcher token = TOKEN.matcher(answer);
      if (!token.find()) {
        throw new AssertionError(answer);
      }
      return token.group(1);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** From now on it signs with another key, and shows that one alone. */
  void replaceKey() {
    keys.replace();
  }

  void stop() {
    server.shutdown();
  }

  /** Again, at the same address. */
  void start() {
    server = started(port);
  }

  /** How often its keys were asked for since this was asked last. */
  int keysAsked() {
    int asked = 0;
    try {
      while (true) {
        RecordedRequest request = server.takeRequest(1, TimeUnit.MILLISECONDS);
        asked += String.valueOf(request.getPath()).endsWith("/jwks") ? 1 : 0;
      }
    } catch (RuntimeException none) {
      return asked;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
