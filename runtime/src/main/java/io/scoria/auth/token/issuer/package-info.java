/**
 * This server as an issuer of tokens: its signing key, the tokens that it signs, and the public
 * keys that it trusts and shows. Depends on {@code auth.token}, {@code auth.token.jwk}, {@code
 * codec} and {@code config}, and on jjwt for signatures.
 */
@NullMarked
package io.scoria.auth.token.issuer;

import org.jspecify.annotations.NullMarked;
