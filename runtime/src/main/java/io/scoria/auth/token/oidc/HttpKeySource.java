package io.scoria.auth.token.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.scoria.auth.token.VerificationKey;
import io.scoria.auth.token.jwk.InvalidKeySetException;
import io.scoria.auth.token.jwk.KeySetReader;
import io.scoria.config.TokenConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * An issuer's keys over HTTP: from the address that the configuration gives, or that the issuer's
 * discovery document gives (OpenID Connect Discovery 1.0, section 4). No other address is asked.
 */
final class HttpKeySource implements KeySource {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final TokenConfig.Outside config;
  private final KeySetReader reader = new KeySetReader();
  private final BoundedGet http = new BoundedGet();

  HttpKeySource(TokenConfig.Outside config) {
    this.config = config;
  }

  @Override
  public List<VerificationKey> fetch() throws IOException, InterruptedException {
    URI keys = config.keys().isPresent() ? config.keys().get() : discover();
    byte[] text = http.get(keys);
    try {
      return reader.read(text);
    } catch (InvalidKeySetException e) {
      throw wrong(keys, String.valueOf(e.getMessage()));
    }
  }

  private URI discover() throws IOException, InterruptedException {
    URI issuer = config.issuer().orElseThrow();
    String base = issuer.toString();
    URI document = URI.create((base.endsWith("/") ? cut(base) : base) + DISCOVERY);
    JsonNode found;
    byte[] text = http.get(document);
    try {
      found = reader.tree(text);
    } catch (InvalidKeySetException e) {
      throw wrong(document, String.valueOf(e.getMessage()));
    }
    // The same, character for character (RFC 8414, section 3.3), or tokens of another were trusted.
    String named = found.path("issuer").asText();
    if (!named.equals(base)) {
      throw wrong(document, "it is of the issuer " + shown(named) + " and not of " + base);
    }
    return keysAt(document, issuer, found.path("jwks_uri").asText());
  }

  private static URI keysAt(URI document, URI issuer, String text) throws IOException {
    try {
      URI keys = new URI(text);
      boolean safe =
          "https".equals(keys.getScheme())
              || ("http".equals(keys.getScheme())
                  && "http".equals(issuer.getScheme())
                  && isLoopback(keys));
      if (safe && keys.getHost() != null && keys.getRawUserInfo() == null) {
        return keys;
      }
    } catch (java.net.URISyntaxException e) {
      throw wrong(document, "its jwks_uri is no URL");
    }
    throw wrong(document, "its jwks_uri " + shown(text) + " is not of https");
  }

  private static boolean isLoopback(URI url) {
    return switch (String.valueOf(url.getHost())) {
      case "localhost", "127.0.0.1", "[::1]" -> true;
      default -> false;
    };
  }

  private static String cut(String text) {
    return text.substring(0, text.length() - 1);
  }

  /** On one line of the log, and not long. */
  private static String shown(String text) {
    String line = text.replaceAll("[^\\x21-\\x7e]", "?");
    return "'" + (line.length() > 200 ? line.substring(0, 200) + "..." : line) + "'";
  }

  private static IOException wrong(URI at, String why) {
    return new IOException(at + ": " + why);
  }

  @Override
  public void close() {
    http.close();
  }
}
