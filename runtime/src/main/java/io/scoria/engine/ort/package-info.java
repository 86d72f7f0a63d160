/**
 * ONNX models on ONNX Runtime; the only importer of its Java binding. Tensors go in and, where
 * their shape is known beforehand, come out through direct buffers of ours.
 */
@NullMarked
package io.scoria.engine.ort;

import org.jspecify.annotations.NullMarked;
