/**
 * Public keys as JSON (JWK, RFC 7517, 7518 and 8037): read from an issuer, written by this server.
 * Depends on {@code auth.token}, and on Jackson for what is read.
 */
@NullMarked
package io.scoria.auth.token.jwk;

import org.jspecify.annotations.NullMarked;
