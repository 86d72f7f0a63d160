package io.scoria.call;

/**
 * A header of a request or of a reply.
 *
 * @param name as it was sent, or is to be sent; case does not count
 */
public record Header(String name, String value) {}
