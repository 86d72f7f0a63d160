/**
 * How fast the parts are, and the whole. This package holds the JMH benchmarks; the packages below
 * it are the end-to-end benchmark.
 */
@NullMarked
package io.scoria.benchmarks;

import org.jspecify.annotations.NullMarked;
