/**
 * Another issuer whose tokens are accepted: its keys, fetched by OpenID Connect Discovery or from
 * one address, refreshed, and kept through an outage. Depends on {@code auth.token}, {@code
 * auth.token.jwk} and {@code config}; the one package that makes requests of its own.
 */
@NullMarked
package io.scoria.auth.token.oidc;

import org.jspecify.annotations.NullMarked;
