/**
 * The one place that names the stages in order: authenticate, admit, route, decode, batch, execute,
 * encode, respond. Depends on {@code call} and the stages.
 */
@NullMarked
package io.scoria.pipeline;

import org.jspecify.annotations.NullMarked;
