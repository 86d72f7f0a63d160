/**
 * Models that are made rather than committed: ONNX files written as protocol buffers, with weights
 * from a seed. Depends on protobuf alone.
 */
@NullMarked
package io.scoria.benchmarks.models;

import org.jspecify.annotations.NullMarked;
