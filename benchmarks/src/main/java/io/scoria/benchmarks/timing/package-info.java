/**
 * Whether what takes time says something that it must not. Depends on {@code auth} of the server.
 */
@NullMarked
package io.scoria.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
