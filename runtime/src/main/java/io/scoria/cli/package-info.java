/** The command line. Depends on everything. */
@NullMarked
package io.scoria.cli;

import org.jspecify.annotations.NullMarked;
