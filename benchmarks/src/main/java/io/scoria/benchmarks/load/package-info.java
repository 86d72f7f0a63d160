/**
 * The load generator: an HTTP/1.1 client that sends the same request over many connections, in a
 * closed loop or at a fixed rate. Depends on Netty, HdrHistogram and {@code process}.
 */
@NullMarked
package io.scoria.benchmarks.load;

import org.jspecify.annotations.NullMarked;
