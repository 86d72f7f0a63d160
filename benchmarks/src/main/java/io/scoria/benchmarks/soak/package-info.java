/** A long mixed load, and what the server's process holds meanwhile. Depends on {@code process}. */
@NullMarked
package io.scoria.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
