package io.scoria.entry.java;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Writes scripts for tests. */
final class ScriptFiles {
  private ScriptFiles() {}

  /** A script {@code Score.java} whose class has this body. */
  static Path source(Path folder, String classBody) throws IOException {
    String text =
        """
        import io.scoria.api.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.stream.*;

        public class Score implements EntryScript {
          ScriptContext context;
          public void init(ScriptContext context) throws Exception { this.context = context; }
        """
            + classBody
            + "\n}\n";
    return file(folder, text);
  }

  /** A script that answers every request so. */
  static Path running(Path folder, String runBody) throws IOException {
    return source(
        folder, "public Object run(ScriptRequest request) throws Exception { " + runBody + " }");
  }

  static Path file(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("Score.java"), text);
  }

  /** A jar of the classes of the sources. */
  static Path jar(Path folder, Map<String, String> sources, Map<String, String> mainAttributes)
      throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = Files.writeString(folder.resolve(source.getKey()), source.getValue());
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  OutputStream.nullOutputStream(),
                  OutputStream.nullOutputStream(),
                  "-d",
                  classes.toString(),
                  "-proc:none",
                  "-cp",
                  classes + ":" + api(),
                  file.toString());
      if (status != 0) {
        throw new IllegalStateException(source.getKey() + " does not compile");
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    mainAttributes.forEach(manifest.getMainAttributes()::putValue);
    Path jar = folder.resolve("score.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static Path api() {
    return Path.of(
        io.scoria.api.EntryScript.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());
  }
}
