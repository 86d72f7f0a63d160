package io.scoria.entry.java;

import io.scoria.api.EntryScript;
import io.scoria.entry.ScriptLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Finds the script in a jar: the class that its manifest names as {@value #ATTRIBUTE}, else the one
 * that it declares as a service, else the one that implements {@link EntryScript}.
 */
final class ScriptJar {
  static final String ATTRIBUTE = "Scoria-Entry-Script";

  private static final String SERVICE = "META-INF/services/" + EntryScript.class.getName();
  private static final String SUFFIX = ".class";

  private ScriptJar() {}

  /**
   * Loads the script by a class loader of its own, whose parent is the server's.
   *
   * @throws ScriptLoadException if the file is no jar, or there is no script in it, or several
   */
  static ScriptClass load(Path file) throws ScriptLoadException {
    List<String> candidates;
    try (JarFile jar = new JarFile(file.toFile())) {
      Optional<String> named = named(jar);
      candidates = named.isPresent() ? List.of(named.get()) : implementing(jar);
      return open(file, named, candidates);
    } catch (IOException e) {
      throw new ScriptLoadException(file + " cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  private static ScriptClass open(Path file, Optional<String> named, List<String> candidates)
      throws IOException, ScriptLoadException {
    URLClassLoader loader =
        new URLClassLoader(new URL[] {file.toUri().toURL()}, ScriptJar.class.getClassLoader());
    try {
      return named.isPresent()
          ? ScriptClass.named(file, named.get(), loader, loader)
          : ScriptClass.among(file, candidates, loader, loader);
    } catch (ScriptLoadException e) {
      loader.close();
      throw e;
    }
  }

  private static Optional<String> named(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    String attribute = manifest == null ? null : manifest.getMainAttributes().getValue(ATTRIBUTE);
    if (attribute != null) {
      return Optional.of(attribute.strip());
    }
    JarEntry service = jar.getJarEntry(SERVICE);
    if (service == null) {
      return Optional.empty();
    }
    try (InputStream in = jar.getInputStream(service)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .findFirst();
    }
  }

  /** By the class files alone: nothing of the jar is loaded for it. */
  private static List<String> implementing(JarFile jar) throws IOException {
    List<String> names = new ArrayList<>();
    for (JarEntry entry : Collections.list(jar.entries())) {
      String name = entry.getName();
      if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/") && isScript(jar, entry)) {
        names.add(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
      }
    }
    return names;
  }

  private static boolean isScript(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      ClassModel model = ClassFile.of().parse(in.readAllBytes());
      String wanted = EntryScript.class.getName().replace('.', '/');
      return !model.flags().has(AccessFlag.ABSTRACT)
          && model.interfaces().stream().anyMatch(i -> i.asInternalName().equals(wanted));
    } catch (IllegalArgumentException e) { // no class file that this Java knows
      return false;
    }
  }
}
