/** Who may come in now: permits, and early refusal when there are none. Depends on {@code call}. */
@NullMarked
package io.scoria.admission;

import org.jspecify.annotations.NullMarked;
