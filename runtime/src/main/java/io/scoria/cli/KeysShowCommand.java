package io.scoria.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints both keys. */
@Command(
    name = "show",
    description = {
      "Prints both keys, of a file or of a running server.",
      "",
      "Exit status: 0, 1 where there is no way to the keys, 2 for wrong options."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class KeysShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private KeysOptions options = new KeysOptions();

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("picocli sets it");
    }
    try {
      KeyTarget target = options.target(System.getenv());
      options.print(target.show(), command.commandLine().getOut());
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      command.commandLine().getErr().println("scoria: " + e.getMessage());
      command.commandLine().getErr().flush();
      return command.exitCodeOnExecutionException();
    }
  }
}
