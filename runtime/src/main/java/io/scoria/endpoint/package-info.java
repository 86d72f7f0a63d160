/** Which version of which model answers a call. Depends on {@code call}. */
@NullMarked
package io.scoria.endpoint;

import org.jspecify.annotations.NullMarked;
