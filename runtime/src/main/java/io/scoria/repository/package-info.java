/**
 * Models from a folder to what scores: find, load, warm up, measure. Depends on {@code batch},
 * {@code codec}, {@code config}, {@code engine} and {@code tensor}.
 */
@NullMarked
package io.scoria.repository;

import org.jspecify.annotations.NullMarked;
