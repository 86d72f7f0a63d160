/**
 * Entry scripts in Python: {@code score.py} in worker processes, each with one connection over a
 * Unix domain socket, on which a call goes out and its answer comes back. Depends on {@code call},
 * {@code config}, {@code entry} and {@code tensor}.
 */
@NullMarked
package io.scoria.entry.python;

import org.jspecify.annotations.NullMarked;
