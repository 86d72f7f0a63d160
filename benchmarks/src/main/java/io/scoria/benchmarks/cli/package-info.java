/** The command line of {@code scripts/bench}. Depends on everything. */
@NullMarked
package io.scoria.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
