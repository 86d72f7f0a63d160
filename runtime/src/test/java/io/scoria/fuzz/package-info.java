/**
 * What the fuzz tests share. A fuzz test lies beside the class that it attacks and is run in three
 * ways: as a usual test on mutants of its seeds, by Jazzer on the seeds alone, and by Jazzer for as
 * long as scripts/fuzz is told. Its seeds lie in the resources, in {@code CLASSInputs/METHOD}; an
 * input that was found is kept by putting its file there. Depends on JUnit alone.
 */
@NullMarked
package io.scoria.fuzz;

import org.jspecify.annotations.NullMarked;
