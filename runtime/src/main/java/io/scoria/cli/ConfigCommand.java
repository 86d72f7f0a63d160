package io.scoria.cli;

import picocli.CommandLine.Command;

/** What concerns the configuration. */
@Command(
    name = "config",
    description = "Tells what a configuration means.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "show",
    subcommands = ConfigShowCommand.class)
final class ConfigCommand {}
