/**
 * Child processes, what they cost according to the operating system, and what machine this is.
 * Depends on the JDK alone.
 */
@NullMarked
package io.scoria.benchmarks.process;

import org.jspecify.annotations.NullMarked;
