/**
 * Certificates and private keys in files: read, checked, and read again when they change. Knows
 * nothing of connections. Depends on {@code config}.
 */
@NullMarked
package io.scoria.tls;

import org.jspecify.annotations.NullMarked;
