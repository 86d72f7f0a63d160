package io.scoria.benchmarks.endtoend;

/**
 * How the warm-up of a server went.
 *
 * @param seconds that it took
 * @param settled false where time was up while requests still became cheaper
 */
record WarmUp(double seconds, boolean settled) {}
