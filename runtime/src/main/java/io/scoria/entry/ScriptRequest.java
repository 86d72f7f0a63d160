package io.scoria.entry;

import io.scoria.call.Header;
import io.scoria.call.RequestIdentity;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A request that a script answers.
 *
 * @param path without the query, as sent
 * @param query without the question mark, as sent; empty for none
 * @param headers without credentials
 * @param body from its position to its limit; read by one thread
 */
public record ScriptRequest(
    String method,
    String path,
    String query,
    List<Header> headers,
    ByteBuffer body,
    RequestIdentity identity) {}
