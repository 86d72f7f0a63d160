/** Which version of which model or entry script answers a call. Depends on the JDK alone. */
@NullMarked
package io.scoria.endpoint;

import org.jspecify.annotations.NullMarked;
