/**
 * Entry scripts in Java: a source file that is compiled when it is loaded, or a class in a jar.
 * Each call runs on a virtual thread of its own. Depends on {@code api}, {@code call}, {@code
 * codec}, {@code config}, {@code entry} and {@code tensor}.
 */
@NullMarked
package io.scoria.entry.java;

import org.jspecify.annotations.NullMarked;
