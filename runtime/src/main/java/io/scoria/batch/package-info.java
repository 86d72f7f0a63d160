/**
 * Who runs with whom, when, and where: a queue for each model and the threads that empty it.
 * Depends on {@code call} and {@code engine}.
 */
@NullMarked
package io.scoria.batch;

import org.jspecify.annotations.NullMarked;
