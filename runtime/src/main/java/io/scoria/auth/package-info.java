/** Credentials to a principal, or a refusal. Depends on {@code call}. */
@NullMarked
package io.scoria.auth;

import org.jspecify.annotations.NullMarked;
