package io.scoria.entry;

import io.scoria.call.Refusal;
import io.scoria.call.Reply;

/** How the call of a script ended. */
public sealed interface ScriptOutcome {
  /** The script returned; how long it ran stands in the reply. */
  record Answered(Reply reply) implements ScriptOutcome {}

  /** The script raised, or returned what is no answer. Why is in the log, and nowhere else. */
  record Failed() implements ScriptOutcome {}

  /** The script ran for longer than it may, and was interrupted or ended. */
  record TimedOut(long timeoutMs) implements ScriptOutcome {}

  /** What ran the script died under the call. */
  record Crashed() implements ScriptOutcome {}

  /** The caller's doing, or the moment's. The script was not run. */
  record Refused(Refusal refusal) implements ScriptOutcome {}

  /** The client went away, so nobody is told. */
  record Abandoned() implements ScriptOutcome {}
}
