package io.scoria.telemetry;

import static io.scoria.telemetry.Meter.Kind.COUNTER;
import static io.scoria.telemetry.Meter.Kind.GAUGE;
import static io.scoria.telemetry.Meter.Kind.HISTOGRAM;
import static io.scoria.telemetry.Meter.Kind.INFO;
import static io.scoria.telemetry.Meter.Kind.SUMMARY;

import java.util.List;

/**
 * Every figure that the server tells, by the name that Prometheus knows it by. The page {@code
 * docs/metrics.md} is made of this list.
 */
public enum Meter {
  REQUESTS(
      "scoria_requests_total",
      COUNTER,
      "requests",
      "Requests to the scoring port that have ended, by the service's version, what was asked for"
          + " (score, or other: health, documents, what is not there), protocol and HTTP status."
          + " 499 is for clients that were gone before there was a status.",
      "version",
      "route",
      "protocol",
      "code"),
  REFUSALS(
      "scoria_refusals_total",
      COUNTER,
      "requests",
      "Requests to the scoring port that were refused or failed, by the code that their body told"
          + " the client.",
      "reason"),
  FAILED_CREDENTIALS(
      "scoria_failed_credentials_total",
      COUNTER,
      "requests",
      "Requests that were turned away for their credentials, on the scoring and the management"
          + " port.",
      "reason"),
  REQUEST_BYTES(
      "scoria_request_bytes_total",
      COUNTER,
      "bytes",
      "Bytes of request bodies that were read on the scoring port, as they came."),
  RESPONSE_BYTES(
      "scoria_response_bytes_total",
      COUNTER,
      "bytes",
      "Bytes of response bodies that were written on the scoring port."),
  REQUEST_DURATION(
      "scoria_request_duration_seconds",
      HISTOGRAM,
      "seconds",
      "Of scoring requests: from the head having been read to the end of the reply, by what came of"
          + " it: scored (status below 400), client_error (4xx), server_error (5xx), gone (the"
          + " client did not wait).",
      "outcome"),
  DECODE_DURATION(
      "scoria_decode_duration_seconds",
      HISTOGRAM,
      "seconds",
      "Of scoring requests to a model: work on the body, from bytes to tensors. Waiting for bytes is"
          + " not in it."),
  QUEUE_DURATION(
      "scoria_queue_duration_seconds",
      HISTOGRAM,
      "seconds",
      "Of scoring requests that ran: from the end of the body to the run of the model or script."),
  COMPUTE_DURATION(
      "scoria_compute_duration_seconds",
      HISTOGRAM,
      "seconds",
      "Of scoring requests that ran: the run that they were in, alone or with others."),
  ENCODE_DURATION(
      "scoria_encode_duration_seconds",
      HISTOGRAM,
      "seconds",
      "Of scoring requests to a model: work on the answer, from tensors to bytes."),
  CALLS_IN_FLIGHT(
      "scoria_calls_in_flight",
      GAUGE,
      "calls",
      "Scoring calls that were let in and have not ended: being read, waiting, running or being"
          + " answered."),
  CALLS_QUEUED(
      "scoria_calls_queued",
      GAUGE,
      "calls",
      "Of those in flight, that wait for an instance of the model, a worker, or their turn in the"
          + " script."),
  CALLS_EXECUTING(
      "scoria_calls_executing",
      GAUGE,
      "calls",
      "Of those in flight, that the model or the script runs now. Of runs shorter than a scrape it"
          + " mostly shows none: scoria_utilization shows them all."),
  CALLS_LIMIT(
      "scoria_calls_limit",
      GAUGE,
      "calls",
      "Scoring calls that may be in flight at once; further ones are refused as overloaded."),
  CAPACITY(
      "scoria_capacity",
      GAUGE,
      "calls",
      "Calls that this replica is best kept busy with; see above. Absent until something can"
          + " score."),
  UTILIZATION(
      "scoria_utilization",
      GAUGE,
      "ratio",
      "Calls in flight, averaged exactly over the time since the same scraper's last scrape, by"
          + " scoria_capacity. Above 1 calls wait for others. The autoscaler's signal: keep it at"
          + " 0.7. Absent until something can score."),
  BUSY(
      "scoria_busy_seconds_total",
      COUNTER,
      "seconds",
      "How long all calls together have been in flight. Its rate is their exact average number over"
          + " any window, by any number of scrapers."),
  BATCH_ROWS(
      "scoria_batch_rows",
      HISTOGRAM,
      "rows",
      "Of each run of the model that succeeded: its rows. Buckets end before the next power of two."),
  BATCHES(
      "scoria_batches_total",
      COUNTER,
      "batches",
      "Runs of the model that were begun, by where (loop: the event loop; virtual: between the"
          + " threads of a Java script; instance) and why they had no more calls: drained (none"
          + " waited), full, shape (the next has another), deadline (of one of them), unbatched (the"
          + " model joins none), apart (its batch had failed, so each call was run alone).",
      "place",
      "reason"),
  ROWS(
      "scoria_rows_total",
      COUNTER,
      "rows",
      "Rows in runs of the model that succeeded; of a batch that was run apart, none."),
  TENSOR_BYTES(
      "scoria_tensor_bytes",
      GAUGE,
      "bytes",
      "Memory that is held for tensors, and for bodies that are kept whole."),
  TENSOR_LIMIT(
      "scoria_tensor_limit_bytes", GAUGE, "bytes", "The most that may be held for tensors."),
  BODY_BYTES(
      "scoria_body_bytes",
      GAUGE,
      "bytes",
      "Bodies of calls in flight by their declared length, those above 16 KiB."),
  LOOP_DELAY(
      "scoria_event_loop_delay_seconds",
      GAUGE,
      "seconds",
      "How late an event loop of the scoring port was for a task that was due, or is now: the worst"
          + " of the last 15 to 30 seconds.",
      "loop"),
  READY(
      "scoria_ready",
      GAUGE,
      "boolean",
      "1 where calls can be scored, else 0: what /readyz answers."),
  WORKERS(
      "scoria_workers",
      GAUGE,
      "processes",
      "Worker processes of a Python script: configured, and up.",
      "state"),
  WORKER_RESTARTS(
      "scoria_worker_restarts_total",
      COUNTER,
      "processes",
      "Worker processes that had to be started anew, by cause: crashed, or timeout (the script did"
          + " not end in its time).",
      "cause"),
  SCRIPT_EVENTS(
      "scoria_script_events_total",
      COUNTER,
      "as the script has it",
      "What a Java script counts by ScriptContext.metrics(), by the name that it gives; beyond 100"
          + " names, other.",
      "name"),
  SCRIPT_TIMES(
      "scoria_script_duration_seconds",
      SUMMARY,
      "seconds",
      "What a Java script measures, likewise.",
      "name"),
  MODEL(
      "scoria_model_info",
      INFO,
      "",
      "The model that is served: its name, the service's version, whether calls are joined into"
          + " batches, and where calls of one row run.",
      "name",
      "version",
      "batched",
      "place"),
  MODEL_LOAD(
      "scoria_model_load_seconds",
      GAUGE,
      "seconds",
      "What loading the model took, warm-up and calibration included."),
  MODEL_CALIBRATION(
      "scoria_model_calibration_seconds",
      GAUGE,
      "seconds",
      "What measuring the model took; 0 where that was known from an earlier start, or switched"
          + " off."),
  MODEL_INSTANCES(
      "scoria_model_instances", GAUGE, "runs", "Runs of the model on instances that may overlap."),
  MODEL_THREADS(
      "scoria_model_intra_op_threads", GAUGE, "threads", "Threads of a run on an instance."),
  MODEL_BATCH_ROWS(
      "scoria_model_max_batch_rows", GAUGE, "rows", "Rows that are joined on an instance at most."),
  MODEL_TICK_ROWS(
      "scoria_model_max_tick_rows",
      GAUGE,
      "rows",
      "Rows that are joined on an event loop at most; 0 where the model does not run there."),
  MODEL_RUN(
      "scoria_model_run_seconds",
      GAUGE,
      "seconds",
      "What a run of so many rows takes, as calibration found it and service corrects it.",
      "rows"),
  LOG_DROPPED(
      "scoria_log_dropped_total",
      COUNTER,
      "entries",
      "Entries of the log that were dropped, since they came faster than the lines were read."),
  LOG_LEFT_OUT(
      "scoria_log_requests_left_out_total",
      COUNTER,
      "requests",
      "Requests beyond the number that is logged in a second."),
  BUILD(
      "scoria_build_info",
      INFO,
      "",
      "What runs: the versions of Scoria, of Java and of the runtime for models.",
      "version",
      "java",
      "engine"),
  PROCESSORS(
      "scoria_container_processors",
      GAUGE,
      "processors",
      "Processors that the container, or where there is none the machine, lets the process use."),
  MEMORY_LIMIT(
      "scoria_container_memory_limit_bytes",
      GAUGE,
      "bytes",
      "Memory that the container, or where it has no limit the machine, has."),
  PROCESS_CPU("process_cpu_seconds_total", COUNTER, "seconds", "Processor time of the process."),
  PROCESS_MEMORY(
      "process_resident_memory_bytes", GAUGE, "bytes", "Memory of the process that is resident."),
  PROCESS_FDS("process_open_fds", GAUGE, "descriptors", "File descriptors that are open."),
  PROCESS_MAX_FDS("process_max_fds", GAUGE, "descriptors", "File descriptors that may be open."),
  PROCESS_START(
      "process_start_time_seconds",
      GAUGE,
      "seconds",
      "When the process was started, since 1970 (UTC)."),
  JVM_MEMORY_USED("jvm_memory_used_bytes", GAUGE, "bytes", "Memory in use, by pool.", "area", "id"),
  JVM_MEMORY_COMMITTED(
      "jvm_memory_committed_bytes",
      GAUGE,
      "bytes",
      "Memory that the machine has given, by pool.",
      "area",
      "id"),
  JVM_MEMORY_MAX(
      "jvm_memory_max_bytes",
      GAUGE,
      "bytes",
      "The most that a pool may have; -1 for no bound.",
      "area",
      "id"),
  JVM_BUFFERS("jvm_buffer_count_buffers", GAUGE, "buffers", "Buffers outside the heap.", "id"),
  JVM_BUFFER_MEMORY("jvm_buffer_memory_used_bytes", GAUGE, "bytes", "Memory in use by them.", "id"),
  JVM_BUFFER_CAPACITY(
      "jvm_buffer_total_capacity_bytes", GAUGE, "bytes", "Their capacity in all.", "id"),
  JVM_GC_PAUSE(
      "jvm_gc_pause_seconds",
      SUMMARY,
      "seconds",
      "Pauses of the garbage collector, counted from the first scrape on.",
      "action",
      "cause",
      "gc"),
  JVM_GC_PAUSE_MAX(
      "jvm_gc_pause_seconds_max",
      GAUGE,
      "seconds",
      "The longest of them in the last minutes.",
      "action",
      "cause",
      "gc"),
  JVM_GC_CONCURRENT(
      "jvm_gc_concurrent_phase_time_seconds",
      SUMMARY,
      "seconds",
      "Its work beside the program, likewise.",
      "action",
      "cause",
      "gc"),
  JVM_GC_CONCURRENT_MAX(
      "jvm_gc_concurrent_phase_time_seconds_max",
      GAUGE,
      "seconds",
      "The longest of it in the last minutes.",
      "action",
      "cause",
      "gc"),
  JVM_GC_ALLOCATED(
      "jvm_gc_memory_allocated_bytes_total",
      COUNTER,
      "bytes",
      "Growth of the young generation between collections: what the program allocates."),
  JVM_GC_PROMOTED(
      "jvm_gc_memory_promoted_bytes_total",
      COUNTER,
      "bytes",
      "Growth of the old generation by collections."),
  JVM_GC_LIVE(
      "jvm_gc_live_data_size_bytes",
      GAUGE,
      "bytes",
      "What of the old generation a collection left."),
  JVM_GC_MAX(
      "jvm_gc_max_data_size_bytes", GAUGE, "bytes", "The most that the old generation may have."),
  JVM_THREADS("jvm_threads_live_threads", GAUGE, "threads", "Threads of the system that live."),
  JVM_THREADS_DAEMON(
      "jvm_threads_daemon_threads", GAUGE, "threads", "Of those, the ones that end with it."),
  JVM_THREADS_PEAK("jvm_threads_peak_threads", GAUGE, "threads", "The most that have lived."),
  JVM_THREADS_STARTED(
      "jvm_threads_started_threads_total", COUNTER, "threads", "Threads that were started."),
  JVM_THREADS_STATES(
      "jvm_threads_states_threads", GAUGE, "threads", "Live threads by state.", "state");

  /** The types of Prometheus. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    SUMMARY,
    INFO
  }

  private final String promName;
  private final Kind kind;
  private final String unit;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that does not change
  private final List<String> labels;

  Meter(String promName, Kind kind, String unit, String meaning, String... labels) {
    this.promName = promName;
    this.kind = kind;
    this.unit = unit;
    this.meaning = meaning;
    this.labels = List.of(labels);
  }

  /** As it stands in queries. */
  public String promName() {
    return promName;
  }

  public Kind kind() {
    return kind;
  }

  /** Empty where there is nothing to be measured. */
  public String unit() {
    return unit;
  }

  /** One paragraph for people. */
  public String meaning() {
    return meaning;
  }

  public List<String> labels() {
    return labels;
  }

  /** The name without what its kind adds: that of the family in OpenMetrics. */
  String family() {
    return switch (kind) {
      case COUNTER -> promName.substring(0, promName.length() - "_total".length());
      case INFO -> promName.substring(0, promName.length() - "_info".length());
      case GAUGE, HISTOGRAM, SUMMARY -> promName;
    };
  }

  /** True for those that Micrometer reads from the JVM. */
  boolean isOfJvm() {
    return promName.startsWith("jvm_");
  }
}
