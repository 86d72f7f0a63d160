package io.scoria.cli;

import picocli.CommandLine.Command;

/** What concerns the keys that clients send. */
@Command(
    name = "keys",
    description = "Shows and replaces the keys that clients send.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "(show | regenerate)",
    subcommands = {KeysShowCommand.class, KeysRegenerateCommand.class})
final class KeysCommand {}
