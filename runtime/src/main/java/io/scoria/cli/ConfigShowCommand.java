package io.scoria.cli;

import io.scoria.config.azureml.Resolution;
import io.scoria.config.azureml.ResolutionJson;
import io.scoria.config.azureml.ResolutionText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the effective configuration of serve with the same options, and where it came from. */
@Command(
    name = "show",
    description = {
      "Prints what 'serve' would be told with the same options, environment and files: every "
          + "setting, its value and where it came from, and what is wrong. Starts nothing.",
      "",
      "Keys, certificates, models and other files that the configuration names are not read: "
          + "whether they can be used is seen when 'serve' starts.",
      "",
      "Secrets are printed as ***. Exit status: 0, or 2 where something is wrong."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nModel:%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true)
final class ConfigShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Form of the output. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  /** The values of --format, as they are typed. */
  private enum Format {
    text,
    json
  }

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("picocli sets it");
    }
    Resolution resolution = ServeOptions.resolve(command);
    PrintWriter out = command.commandLine().getOut();
    out.println(
        format == Format.json ? ResolutionJson.of(resolution) : ResolutionText.of(resolution));
    out.flush();
    if (format == Format.text) {
      PrintWriter err = command.commandLine().getErr();
      new FindingsText(resolution).print(out, err);
    }
    return resolution.problems().isEmpty() ? 0 : command.exitCodeOnInvalidInput();
  }
}
