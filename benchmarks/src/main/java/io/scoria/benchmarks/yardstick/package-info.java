/**
 * What a server is held against: Netty's constant answer, bare ONNX Runtime, and the limit that
 * follows from both. Depends on Netty, ONNX Runtime and {@code process}.
 */
@NullMarked
package io.scoria.benchmarks.yardstick;

import org.jspecify.annotations.NullMarked;
