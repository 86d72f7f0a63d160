/**
 * The object graph, built by hand in start order and stopped in reverse; health; signals. Depends
 * on everything but {@code cli}.
 */
@NullMarked
package io.scoria.server;

import org.jspecify.annotations.NullMarked;
