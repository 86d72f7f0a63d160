/**
 * Integration tests: each starts the real server on a port of its own and shows one group of
 * behaviours from outside, over a socket. Beside them lie the clients, the models and the readers
 * of test data that they share. Depends on {@code server}, {@code cli} and what these take; nothing
 * depends on it.
 */
@NullMarked
package io.scoria.it;

import org.jspecify.annotations.NullMarked;
