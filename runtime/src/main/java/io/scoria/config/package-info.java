/** What a server is told: one immutable record per concern. Depends on the JDK alone. */
@NullMarked
package io.scoria.config;

import org.jspecify.annotations.NullMarked;
