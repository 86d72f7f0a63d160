package io.scoria.cli;

import io.scoria.config.azureml.Resolution;
import io.scoria.config.azureml.Resolver;
import io.scoria.config.azureml.Setting;
import io.scoria.config.azureml.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that serve and config show have in common: those of the table of settings. The
 * command line only looks at their form; what they mean is resolved with everything else.
 */
final class ServeOptions {
  private static final int FIRST = -1000; // before the options that a command has of its own

  private ServeOptions() {}

  static void addTo(CommandLine command) {
    CommandSpec options = CommandSpec.create();
    int order = FIRST;
    for (Setting<?> setting : Settings.ALL) {
      if (!setting.dashed().isEmpty()) {
        options.addOption(option(setting, order++));
      }
    }
    options.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel(Settings.MODEL_DIR)
            .type(String.class)
            .description(
                "A folder that holds model.onnx, or one other *.onnx, or an entry script and what"
                    + " it loads; or the path of an ONNX file. Default: SCORIA_MODEL_DIR of the"
                    + " environment, else AZUREML_MODEL_DIR.")
            .build());
    command.getCommandSpec().addMixin("settings", options);
  }

  private static OptionSpec option(Setting<?> setting, int order) {
    OptionSpec.Builder option =
        OptionSpec.builder(setting.dashed().toArray(String[]::new))
            .order(order)
            .description(setting.help().replace("%", "%%"));
    if (setting.label().isEmpty()) {
      return option.arity("0").type(boolean.class).build();
    }
    option.arity("1").paramLabel(setting.label()).type(setting.kind().type());
    if (!setting.kind().choices().isEmpty()) {
      option.converters(choice(setting.kind().choices()));
    }
    return option.build();
  }

  private static ITypeConverter<String> choice(List<String> choices) {
    return text -> {
      if (!choices.contains(text)) {
        throw new TypeConversionException(
            "expected one of " + String.join(", ", choices) + " but was '" + text + "'");
      }
      return text;
    };
  }

  /** What the options of this run mean, in this process's environment. */
  static Resolution resolve(CommandSpec command) {
    return Resolver.resolve(
        given(command.commandLine().getParseResult()), ThisProcess.surroundings());
  }

  /** The texts that were given, each by the first name of its option. */
  private static Map<String, String> given(ParseResult parsed) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      List<String> values = option.originalStringValues();
      texts.put(option.names()[0], values.isEmpty() ? "true" : values.getFirst());
    }
    String model =
        parsed.hasMatchedPositional(0)
            ? parsed.matchedPositional(0).originalStringValues().getFirst()
            : "";
    if (!model.isEmpty()) {
      texts.put(Settings.MODEL_DIR, model);
    }
    return texts;
  }
}
