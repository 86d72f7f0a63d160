/**
 * Bearer tokens (JWT, RFC 7519): whose are trusted, and whether one is good. Depends on {@code
 * auth} and {@code call}; reads JSON by Jackson and checks signatures by jjwt.
 */
@NullMarked
package io.scoria.auth.token;

import org.jspecify.annotations.NullMarked;
