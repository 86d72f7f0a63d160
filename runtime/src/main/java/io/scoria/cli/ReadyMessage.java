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
  String[] lines() {
    return new String[] {"READY " + scheme() + bracketed(host) + ":" + port, curl()};
  }

  private String curl() {
    Optional<String> data = sample.flatMap(this::data);
    String key =
        keys.shellExpression().isEmpty()
            ? ""
            : " -H \"Authorization: Bearer " + keys.shellExpression() + "\"";
    return "curl -sS -w '\\n'"
        + tls.map(ReadyMessage::certificates).orElse("")
        + key
        + " -H 'Content-Type: application/json' -d "
        + data.orElse(UNKNOWN)
        + " "
        + scheme()
        + reachable()
        + ":"
        + port
        + "/score"
        + (data.isPresent()
            ? ""
            : "   # put in what " + (sample.isPresent() ? "the model" : "your script") + " takes");
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

  /** Empty where the sample is too long to be pasted, and there is no file of it. */
  private Optional<String> data(SampleRequest sample) {
    if (sample.body().length() <= MAX_INLINE && !sample.body().startsWith("@")) {
      return Optional.of(Shell.quote(sample.body()));
    }
    return sample
        .file()
        .or(() -> writeBody(sample))
        .map(file -> "@" + Shell.quote(file.toString()));
  }

  /** A sample that was made up, and is too long to be pasted: under a name that says what it is. */
  private Optional<Path> writeBody(SampleRequest sample) {
    String name = Integer.toHexString(sample.body().hashCode()) + ".json";
    try {
      Files.createDirectories(samples);
      return Optional.of(Files.writeString(samples.resolve(name), sample.body()));
    } catch (IOException readOnly) { // as in a container: no reason not to serve
      return Optional.empty();
    }
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
