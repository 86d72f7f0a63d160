/**
 * Models from a folder to an endpoint: find, load, warm up, publish. Depends on {@code batch},
 * {@code codec}, {@code endpoint} and {@code engine}.
 */
@NullMarked
package io.scoria.repository;

import org.jspecify.annotations.NullMarked;
