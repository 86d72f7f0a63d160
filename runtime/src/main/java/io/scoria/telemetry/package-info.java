/**
 * The server's figures: what each is called and means ({@link io.scoria.telemetry.Meter}), how
 * requests are counted while they are answered, and how all of it is told to Prometheus. Knows no
 * stage; those who own a figure hand it over as a {@link io.scoria.telemetry.MeterSource}. The only
 * importer of Micrometer. Depends on {@code call}.
 */
@NullMarked
package io.scoria.telemetry;

import org.jspecify.annotations.NullMarked;
