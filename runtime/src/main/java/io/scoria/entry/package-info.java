/**
 * Entry scripts: the code of a user that answers requests, as the rest of the server sees it.
 * Depends on {@code call}.
 */
@NullMarked
package io.scoria.entry;

import org.jspecify.annotations.NullMarked;
