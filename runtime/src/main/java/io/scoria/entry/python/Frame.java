package io.scoria.entry.python;

import java.nio.ByteBuffer;

/**
 * One message.
 *
 * @param kind of {@link Kind}
 * @param payload on the heap, little-endian, its receiver's
 */
record Frame(int kind, ByteBuffer payload) {}
