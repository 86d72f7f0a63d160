/** How fast the parts are, and the whole. */
@NullMarked
package io.scoria.benchmarks;

import org.jspecify.annotations.NullMarked;
