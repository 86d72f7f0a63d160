/**
 * HTTP/1.1 (RFC 9112), read and written on the channels of Netty, which is imported here and
 * nowhere else: listeners, connections, limits on what is read, drain, TLS. Depends on {@code
 * call}, {@code config}, {@code pipeline} and {@code tls}.
 */
@NullMarked
package io.scoria.transport;

import org.jspecify.annotations.NullMarked;
