package io.scoria.benchmarks.report;

import io.scoria.benchmarks.process.Machine;

/**
 * What a report says of its making.
 *
 * @param commit of the project; "unknown" outside of a repository
 * @param netty version
 * @param onnxRuntime version
 * @param command that made it
 */
public record Context(
    Machine machine, String date, String commit, String netty, String onnxRuntime, String command) {

  String toMarkdown() {
    Table table =
        new Table("", "")
            .row("Date", date)
            .row("Commit", commit)
            .row("Command", "`" + command + "`")
            .row("Processors", "%d x %s".formatted(machine.processors(), machine.processorModel()))
            .row("Memory", "%.0f GiB".formatted(machine.memoryBytes() / (double) (1L << 30)))
            .row("System", machine.kernel())
            .row("JDK", machine.jdk())
            .row("Netty, ONNX Runtime", netty + ", " + onnxRuntime);
    return table.toString();
  }
}
