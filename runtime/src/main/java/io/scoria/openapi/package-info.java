/**
 * The OpenAPI documents of a service, in each version that clients ask for: written from the
 * signature of its model, or taken from its entry script or its user. No I/O but the reading of a
 * user's files. Depends on {@code tensor}, and on Jackson, which no other stage of a request uses.
 */
@NullMarked
package io.scoria.openapi;

import org.jspecify.annotations.NullMarked;
