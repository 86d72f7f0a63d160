/**
 * What models take and give: element types, shapes, tensors and the buffers behind them. Depends on
 * the JDK alone.
 */
@NullMarked
package io.scoria.tensor;

import org.jspecify.annotations.NullMarked;
