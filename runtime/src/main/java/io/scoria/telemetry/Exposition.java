package io.scoria.telemetry;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All figures as a page that Prometheus reads. Micrometer is not loaded before the first scrape, so
 * that a start does not wait for it. Thread-safe.
 */
public final class Exposition implements AutoCloseable {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final List<MeterSource> sources = new CopyOnWriteArrayList<>();
  private final boolean withJvm;
  private @Nullable JvmMeters jvm; // guarded by this
  private boolean closed; // guarded by this

  public Exposition() {
    this(true);
  }

  private Exposition(boolean withJvm) {
    this.withJvm = withJvm;
  }

  /** Of what is added alone. */
  static Exposition withoutJvm() {
    return new Exposition(false);
  }

  /** What a scrape is answered with. */
  public record Page(String contentType, ByteBuffer body) {}

  public void add(MeterSource source) {
    sources.add(source);
  }

  /**
   * Reads everything. Takes milliseconds, so never on an event loop.
   *
   * @param accept what the scraper says that it reads; OpenMetrics where it names that, else the
   *     text format of Prometheus
   * @param scraper who asks, as far as that can be told: what is averaged is so since its last time
   */
  public Page scrape(String accept, String scraper) {
    Readings readings = new Readings(scraper);
    sources.forEach(source -> source.read(readings));
    List<MetricSnapshot> all = new ArrayList<>(readings.snapshots());
    jvm().forEach(all::add);
    ExpositionFormatWriter writer =
        accept.toLowerCase(Locale.ROOT).contains(OPEN_METRICS)
            ? OpenMetricsTextFormatWriter.create()
            : PrometheusTextFormatWriter.create();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, new MetricSnapshots(all));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new Page(writer.getContentType(), ByteBuffer.wrap(text.toByteArray()));
  }

  private synchronized MetricSnapshots jvm() {
    if (closed || !withJvm) {
      return new MetricSnapshots();
    }
    JvmMeters known = jvm;
    if (known == null) {
      known = new JvmMeters();
      jvm = known;
    }
    return known.read();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (jvm != null) {
      jvm.close();
    }
  }
}
