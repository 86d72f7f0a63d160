package io.scoria.config.azureml;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one file gives, by its keys. Not thread-safe. */
final class Values {
  private final Path file;
  private final Map<Key<?>, Object> given = new LinkedHashMap<>();
  private final Set<String> objects = new HashSet<>();

  Values(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  <T> void put(Key<T> key, T value) {
    given.put(key, value);
  }

  /** Says that an object is there, perhaps an empty one. */
  void open(String name) {
    objects.add(name);
  }

  void drop(Key<?> key) {
    given.remove(key);
  }

  boolean has(Key<?> key) {
    return given.containsKey(key);
  }

  boolean hasObject(String name) {
    return objects.contains(name);
  }

  /** What the file says; empty where it says nothing. */
  @SuppressWarnings("unchecked") // put() takes the value of a key's own type
  <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((T) given.get(key));
  }

  /** What the file says, or else the documented default. */
  <T> T get(Key<T> key) {
    return find(key).or(key::fallback).orElseThrow();
  }
}
