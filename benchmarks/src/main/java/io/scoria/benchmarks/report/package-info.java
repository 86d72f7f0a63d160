/**
 * Results as Markdown and SVG. Depends on {@code endtoend}, {@code yardstick}, {@code load} and
 * {@code process}, for what they measured.
 */
@NullMarked
package io.scoria.benchmarks.report;

import org.jspecify.annotations.NullMarked;
