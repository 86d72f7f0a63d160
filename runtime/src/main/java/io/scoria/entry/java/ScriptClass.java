package io.scoria.entry.java;

import io.scoria.api.EntryScript;
import io.scoria.entry.ScriptLoadException;
import java.io.Closeable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class of a script, found and loaded.
 *
 * @param constructor of an {@link EntryScript}
 * @param resources that its code is read from; whoever holds this closes them
 */
record ScriptClass(Constructor<?> constructor, Closeable resources) {
  private static final String INTERFACE = EntryScript.class.getName();

  /**
   * The one class of the names that implements {@link EntryScript}.
   *
   * @throws ScriptLoadException if there is none, or more than one, or it cannot be constructed
   */
  static ScriptClass among(Path file, List<String> names, ClassLoader loader, Closeable resources)
      throws ScriptLoadException {
    List<Class<?>> found = new ArrayList<>();
    for (String name : names) {
      Class<?> type = load(file, name, loader);
      boolean concrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
      if (concrete && EntryScript.class.isAssignableFrom(type)) {
        found.add(type);
      }
    }
    if (found.isEmpty()) {
      throw new ScriptLoadException(
          file + " has no class that implements " + INTERFACE + "; one is needed");
    }
    if (found.size() > 1) {
      List<String> all = found.stream().map(Class::getName).toList();
      throw new ScriptLoadException(
          "%s has %d classes that implement %s (%s); leave one"
              .formatted(file, found.size(), INTERFACE, String.join(", ", all)));
    }
    return of(file, found.getFirst(), resources);
  }

  /**
   * The class of the name.
   *
   * @throws ScriptLoadException if it is not there, does not implement {@link EntryScript}, or
   *     cannot be constructed
   */
  static ScriptClass named(Path file, String name, ClassLoader loader, Closeable resources)
      throws ScriptLoadException {
    Class<?> type = load(file, name, loader);
    if (!EntryScript.class.isAssignableFrom(type)) {
      throw new ScriptLoadException(
          "%s names %s as its entry script, which does not implement %s"
              .formatted(file, name, INTERFACE));
    }
    return of(file, type, resources);
  }

  private static Class<?> load(Path file, String name, ClassLoader loader)
      throws ScriptLoadException {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new ScriptLoadException("%s has no class %s".formatted(file, name), e);
    } catch (LinkageError e) {
      throw new ScriptLoadException(
          "%s: the class %s cannot be loaded: %s".formatted(file, name, e), e);
    }
  }

  private static ScriptClass of(Path file, Class<?> type, Closeable resources)
      throws ScriptLoadException {
    try {
      if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
        return new ScriptClass(type.getConstructor(), resources);
      }
    } catch (NoSuchMethodException e) {
      // as where it is not public
    }
    throw new ScriptLoadException(
        "%s: the class %s must be public, not abstract, and have a public constructor without"
                .formatted(file, type.getName())
            + " parameters");
  }

  String name() {
    return constructor.getDeclaringClass().getName();
  }

  ClassLoader loader() {
    return constructor.getDeclaringClass().getClassLoader();
  }

  /**
   * A new object of it.
   *
   * @throws Throwable what the constructor throws
   */
  EntryScript construct() throws Throwable {
    try {
      return (EntryScript) constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
