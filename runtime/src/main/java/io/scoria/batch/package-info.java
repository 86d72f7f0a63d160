/**
 * Who runs with whom, when, and where: batches on the event loops for small models, a queue and
 * instances for others, and the measuring that decides. Depends on {@code call}, {@code config},
 * {@code engine} and {@code tensor}.
 */
@NullMarked
package io.scoria.batch;

import org.jspecify.annotations.NullMarked;
