package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.timing.KeyTiming;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells whether the time that a wrong key takes says where it is wrong. */
@Command(
    name = "key-timing",
    description =
        "Times 50,000 keys that are wrong in their first character beside 50,000 that are wrong in "
            + "their last, and compares them by Welch's t-test. Exit status: 0 where |t| < 4.5.",
    sortOptions = false)
final class KeyTimingCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    double t = new KeyTiming().run();
    boolean same = Math.abs(t) < KeyTiming.LIMIT;
    PrintWriter out = CommandLines.present(spec).commandLine().getOut();
    out.printf("t = %.2f: the two %s%n", t, same ? "cannot be told apart" : "differ");
    out.flush();
    return same ? 0 : 1;
  }
}
