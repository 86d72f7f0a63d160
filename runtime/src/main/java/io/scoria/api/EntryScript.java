package io.scoria.api;

import org.jspecify.annotations.Nullable;

/**
 * What an entry script implements: the code that answers requests, most often by preparing inputs
 * for a model and making an answer of its outputs. A file {@code Score.java} beside the model is a
 * whole script:
 *
 * {@snippet lang=java :
 * import io.scoria.api.*;
 *
 * public class Score implements EntryScript {
 *   private ScriptContext context;
 *
 *   public void init(ScriptContext context) {
 *     this.context = context;
 *   }
 *
 *   public Object run(ScriptRequest request) {
 *     return context.model().run(request.tensors());
 *   }
 * }
 * }
 *
 * <p>The class is public, has a public constructor without parameters, and one object of it answers
 * all requests. <b>Many calls of {@link #run} go on at the same time</b>, so fields that change
 * after {@link #init} must be thread-safe; or let the server run one call at a time (see its
 * setting for the calls that a script may have at once).
 *
 * <p>{@code run} is plain blocking code: each call has a virtual thread of its own, so waiting for
 * a model, a file or another server costs nothing. A long calculation is different: there are only
 * as many processors as there are, and while calculations hold all of them the calls of others
 * wait.
 *
 * <p>The script runs inside the server. {@code System.exit} ends the server, and the JDK has no
 * means against it: throw an exception instead. What is written to {@code System.out} goes to the
 * server's standard output.
 */
public interface EntryScript {
  /**
   * Called once, before the first request. An exception ends the start of the server, which shows
   * it.
   */
  default void init(ScriptContext context) throws Exception {}

  /**
   * Answers one request.
   *
   * <p>What is returned becomes JSON: {@code null}, texts, numbers, truth values, arrays,
   * collections, maps, records and {@link Tensor tensors}, within each other as you like. The
   * outputs of a model, as {@link Model#run} returns them, become what the server answers for the
   * model without a script: {@code {"result": ...}}. A {@link ScriptResponse} sets status, headers
   * and content type itself. An {@link java.util.Iterator} or a {@link java.util.stream.Stream} of
   * texts or of {@code byte[]} is sent piece by piece as it comes.
   *
   * <p>When the time of the call is up, or its client has gone, the thread is interrupted: what
   * blocks then throws {@link InterruptedException}, which should be let through. Calculations that
   * take long should look at {@link Thread#isInterrupted} now and then.
   *
   * @throws BadRequestException to tell the client what is wrong with its request
   * @throws Exception for what is the script's own fault: the stack trace goes to the log, and the
   *     client is told of an error without details
   */
  @Nullable Object run(ScriptRequest request) throws Exception;

  /** Called once, after the last request. */
  default void close() throws Exception {}
}
