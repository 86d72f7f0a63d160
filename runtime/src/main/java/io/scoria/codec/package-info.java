/**
 * Bytes to tensors and tensors to bytes: JSON (RFC 8259). No input or output of its own. Depends on
 * {@code tensor}, {@code call} and {@code config}.
 */
@NullMarked
package io.scoria.codec;

import org.jspecify.annotations.NullMarked;
