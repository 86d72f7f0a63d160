package io.scoria.entry.java;

import io.scoria.api.EntryScript;
import io.scoria.entry.ScriptLoadException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.slf4j.Logger;

/** Compiles a script's source file, and what it uses of the sources beside it, in memory. */
final class ScriptCompiler {
  private ScriptCompiler() {}

  /**
   * Compiles and loads the script against the server's own class path.
   *
   * @param sources folders in which other source files may lie
   * @throws ScriptLoadException with every error's file, line and column
   */
  static ScriptClass load(Path file, List<Path> sources) throws ScriptLoadException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new ScriptLoadException(
          file
              + " cannot be compiled: this Java has no compiler. Run the server with a JDK, or"
              + " compile the script yourself and give a jar.");
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    StandardJavaFileManager files =
        compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8);
    try (MemoryClasses classes = new MemoryClasses(files)) {
      boolean compiled =
          compiler
              .getTask(
                  null, classes, problems, options(sources), null, files.getJavaFileObjects(file))
              .call();
      if (!compiled) {
        throw new ScriptLoadException(CompileErrors.describe(file, problems.getDiagnostics()));
      }
      ClassLoader loader = classes.loader(ScriptCompiler.class.getClassLoader());
      return ScriptClass.among(file, classes.names(), loader, () -> {});
    } catch (IOException e) {
      throw new ScriptLoadException(file + " cannot be compiled: " + e, e);
    }
  }

  private static List<String> options(List<Path> sources) {
    List<String> folders = sources.stream().map(Path::toString).distinct().toList();
    return List.of(
        "-classpath",
        classPath(),
        "-sourcepath",
        String.join(File.pathSeparator, folders),
        "-implicit:class",
        "-proc:none",
        "-nowarn",
        "-parameters",
        "-g");
  }

  /** That of the server, and surely what scripts are written against. */
  private static String classPath() {
    Set<String> entries = new LinkedHashSet<>();
    entries.add(System.getProperty("java.class.path", ""));
    entries.addAll(locations(EntryScript.class, Logger.class));
    return String.join(File.pathSeparator, entries);
  }

  private static List<String> locations(Class<?>... classes) {
    List<String> locations = new ArrayList<>();
    for (Class<?> type : classes) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      try {
        if (source != null) {
          locations.add(Path.of(source.getLocation().toURI()).toString());
        }
      } catch (URISyntaxException | IllegalArgumentException notAFile) {
        // then it is where java.class.path says, or the compiler will tell what it misses
      }
    }
    return locations;
  }
}
