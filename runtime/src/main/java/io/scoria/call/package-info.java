/**
 * One request's life as every stage sees it: the head it came with, who sent it, which servable
 * answers it, and how it ended. Depends on {@code tensor}.
 */
@NullMarked
package io.scoria.call;

import org.jspecify.annotations.NullMarked;
