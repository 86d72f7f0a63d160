/**
 * The one place that names the stages in order: authenticate, route, admit, decode, batch, execute,
 * encode, respond. Depends on {@code call}, {@code config} and the stages.
 */
@NullMarked
package io.scoria.pipeline;

import org.jspecify.annotations.NullMarked;
