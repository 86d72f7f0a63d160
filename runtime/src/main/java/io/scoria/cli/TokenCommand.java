package io.scoria.cli;

import picocli.CommandLine.Command;

/** What concerns the tokens that a server signs. */
@Command(
    name = "token",
    description = "Makes tokens that clients send.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "issue",
    subcommands = TokenIssueCommand.class)
final class TokenCommand {}
