/**
 * For the authors of entry scripts in Java: {@link io.scoria.api.EntryScript} is what to implement,
 * and the rest is what it is given and may return. Stable: a script that works goes on working.
 *
 * <p>Loggers are SLF4J's, since that is the logger of the server and of most libraries: lines of
 * the script, of libraries that it uses and of the server stand in one log, under one request id.
 * Depends on {@code tensor}, for element types and specifications.
 */
@NullMarked
package io.scoria.api;

import org.jspecify.annotations.NullMarked;
