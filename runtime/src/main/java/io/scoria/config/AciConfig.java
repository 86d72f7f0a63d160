package io.scoria.config;

import java.util.Optional;

/**
 * What only a deployment to a single container says; kept for that work. The key's text is printed
 * as {@code ***}.
 *
 * @param sslEnabled true where it is reached by TLS
 */
public record AciConfig(
    Optional<String> location,
    boolean sslEnabled,
    Optional<String> sslCertificate,
    Optional<String> sslKey,
    Optional<String> cname,
    Optional<String> dnsNameLabel,
    Optional<String> vaultBaseUrl,
    Optional<String> keyName,
    Optional<String> keyVersion,
    Optional<String> vnetName,
    Optional<String> subnetName) {
  public static AciConfig defaults() {
    Optional<String> none = Optional.empty();
    return new AciConfig(none, false, none, none, none, none, none, none, none, none, none);
  }

  @Override
  public String toString() {
    return "AciConfig[location=%s, sslEnabled=%s, sslKey=%s, cname=%s, dnsNameLabel=%s]"
        .formatted(location, sslEnabled, sslKey.map(key -> "***"), cname, dnsNameLabel);
  }
}
