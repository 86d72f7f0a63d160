package io.scoria.cli;

import io.scoria.config.azureml.Problem;
import io.scoria.config.azureml.Resolution;
import java.io.PrintWriter;

/** What there is to say of a configuration, for people: a line each. */
record FindingsText(Resolution resolution) {
  /** Problems and warnings on one stream, notes on the other. */
  void print(PrintWriter out, PrintWriter err) {
    printProblems(err);
    if (resolution.problems().isEmpty()) {
      resolution.notes().forEach(note -> out.println("Note: " + note));
    }
    out.flush();
  }

  /** Problems and warnings. */
  void printProblems(PrintWriter err) {
    for (Problem problem : resolution.problems()) {
      err.println("scoria: " + problem.text());
    }
    resolution.warnings().forEach(warning -> err.println("scoria: warning: " + warning));
    err.flush();
  }
}
