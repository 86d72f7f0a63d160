package io.scoria.cli;

import io.scoria.config.TlsConfig;
import io.scoria.config.TlsConfig.Clients;
import io.scoria.repository.SampleRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is printed once the model can score: the address, and a request that can be pasted.
 *
 * @param tls that is spoken at the address; empty for none
 * @param sample empty where none is known, as of some entry scripts
 * @param samples the folder for requests that were made up and are too long to be pasted
 */
record ReadyMessage(
    String host,
    int port,
    Optional<TlsConfig> tls,
    KeySource keys,
    Optional<SampleRequest> sample,
    Path samples) {
  private static final int MAX_INLINE = 1000;
  private static final String UNKNOWN = "'{\"data\": []}'";

  /** Two: where it is, and the request. */
  String[] lines() throws IOException {
    return new String[] {"READY " + scheme() + bracketed(host) + ":" + port, curl()};
  }

  private String curl() throws IOException {
    String key =
        keys.shellExpression().isEmpty()
            ? ""
            : " -H \"Authorization: Bearer " + keys.shellExpression() + "\"";
    return "curl -sS -w '\\n'"
        + tls.map(ReadyMessage::certificates).orElse("")
        + key
        + " -H 'Content-Type: application/json' -d "
        + (sample.isPresent() ? data(sample.get()) : UNKNOWN)
        + " "
        + scheme()
        + reachable()
        + ":"
        + port
        + "/score"
        + (sample.isPresent() ? "" : "   # put in what your script takes");
  }

  private String scheme() {
    return tls.isPresent() ? "https://" : "http://";
  }

  /** A certificate that no authority knows is believed where it is the server's very own. */
  private static String certificates(TlsConfig tls) {
    String own = " --cacert " + Shell.quote(tls.certificateChain().toAbsolutePath().toString());
    boolean ofClient = tls.clients().filter(Clients::required).isPresent();
    return own + (ofClient ? " --cert CLIENT.pem --key CLIENT-KEY.pem" : "");
  }

  private String data(SampleRequest sample) throws IOException {
    if (sample.body().length() <= MAX_INLINE && !sample.body().startsWith("@")) {
      return Shell.quote(sample.body());
    }
    Path file = sample.file().isPresent() ? sample.file().get() : writeBody(sample);
    return "@" + Shell.quote(file.toString());
  }

  /** A sample that was made up, and is too long to be pasted: under a name that says what it is. */
  private Path writeBody(SampleRequest sample) throws IOException {
    Files.createDirectories(samples);
    String name = Integer.toHexString(sample.body().hashCode()) + ".json";
    return Files.writeString(samples.resolve(name), sample.body());
  }

  private String reachable() {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "[::1]";
      default -> bracketed(host);
    };
  }

  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
