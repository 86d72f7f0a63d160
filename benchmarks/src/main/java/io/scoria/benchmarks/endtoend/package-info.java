/**
 * The end-to-end benchmark: which model, how many rows, over which wire, at how many connections;
 * runs Scoria and its yardsticks side by side. Depends on every package but {@code report} and
 * {@code cli}.
 */
@NullMarked
package io.scoria.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
