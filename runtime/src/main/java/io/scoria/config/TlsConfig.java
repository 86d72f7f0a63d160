package io.scoria.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a listener speaks TLS.
 *
 * @param certificateChain PEM, the server's own certificate first
 * @param privateKey PEM, of the server's certificate
 * @param clientAuthorities PEM: where given, clients must have a certificate that one of them
 *     signed
 */
public record TlsConfig(Path certificateChain, Path privateKey, Optional<Path> clientAuthorities) {}
