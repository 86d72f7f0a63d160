/**
 * How fast the parts are, and the whole. This package holds the JMH benchmarks, but for those that
 * stand in a package of the server because what they measure is not public there; the packages
 * below it are the end-to-end benchmark.
 */
@NullMarked
package io.scoria.benchmarks;

import org.jspecify.annotations.NullMarked;
