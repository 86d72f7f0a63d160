/**
 * The log: events, requests and what is told while the server starts, as lines of standard output.
 * Producers hand over what happened and go on; one thread makes lines of it, another writes them,
 * and what does not fit between them is dropped and counted. The only package that knows Logback.
 * Depends on {@code call} and {@code config}.
 */
@NullMarked
package io.scoria.log;

import org.jspecify.annotations.NullMarked;
