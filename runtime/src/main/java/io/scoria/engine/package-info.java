/**
 * What runs models: an engine loads one into a session, and a session takes inputs and gives
 * outputs. Depends on {@code tensor}.
 */
@NullMarked
package io.scoria.engine;

import org.jspecify.annotations.NullMarked;
