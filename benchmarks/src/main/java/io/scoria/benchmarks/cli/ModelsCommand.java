package io.scoria.benchmarks.cli;

import io.scoria.benchmarks.endtoend.BenchmarkModel;
import io.scoria.benchmarks.endtoend.Folders;
import io.scoria.benchmarks.endtoend.ModelShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the models, so that they can be served by hand. */
@Command(
    name = "models",
    description = "Makes the models of the benchmark and prints their folders.")
final class ModelsCommand implements Callable<Integer> {
  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var out = CommandLines.present(spec).commandLine().getOut();
    ModelShelf shelf = new ModelShelf(Folders.in(BenchCommand.root()));
    for (BenchmarkModel model : BenchmarkModel.values()) {
      Optional<Path> folder = shelf.folder(model);
      out.println(folder.map(Path::toString).orElseGet(() -> shelf.missing(model)));
    }
    out.flush();
    return 0;
  }
}
