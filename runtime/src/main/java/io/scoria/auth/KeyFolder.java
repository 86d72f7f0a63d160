package io.scoria.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a service in a folder, as Kubernetes mounts a secret: a file {@code primary} and,
 * where there is another key, {@code secondary}. The names of the deployment configuration, {@code
 * primaryKey} and {@code secondaryKey}, are taken too, and so are they with a dash.
 */
public final class KeyFolder implements KeyStore {
  private static final int MAX_BYTES = 4096;

  private final Path folder;

  public KeyFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Keys read() throws IOException {
    Keys keys = new Keys(key(primary()), secondary());
    if (keys.problem().isPresent()) {
      String problem = keys.problem().get();
      throw new UnusableException(folder + ": " + problem, "in the folder of keys, " + problem);
    }
    return keys;
  }

  /**
   * The file of the primary key.
   *
   * @throws IOException if there is none
   */
  public Path primary() throws IOException {
    return file(KeyKind.PRIMARY)
        .orElseThrow(() ->
            unusable(
                " holds no key: as a folder it needs a file 'primary', and may have 'secondary'"));
  }

  private @Nullable String secondary() throws IOException {
    Optional<Path> file = file(KeyKind.SECONDARY);
    return file.isEmpty() ? null : key(file.get());
  }

  private static List<String> names(KeyKind kind) {
    return switch (kind) {
      case PRIMARY -> List.of("primary", kind.member(), "primary-key");
      case SECONDARY -> List.of("secondary", kind.member(), "secondary-key");
    };
  }

  /** Where a key is; empty where it is nowhere. */
  private Optional<Path> file(KeyKind kind) throws IOException {
    List<Path> found =
        names(kind).stream().map(folder::resolve).filter(Files::isRegularFile).toList();
    if (found.size() > 1) {
      throw unusable(
          " holds both %s and %s; keep one of the two"
              .formatted(found.get(0).getFileName(), found.get(1).getFileName()));
    }
    return found.stream().findFirst();
  }

  private UnusableException unusable(String what) {
    return new UnusableException(folder + what, "the folder of keys" + what);
  }

  private static String key(Path file) throws IOException {
    KeyPermissions.require(file);
    long bytes = Files.size(file);
    if (bytes > MAX_BYTES) {
      String has = " has " + bytes + " bytes; a key is much shorter";
      throw new UnusableException(file + has, file.getFileName() + has);
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
  }

  @Override
  public Keys replace(KeyKind kind, String key) throws IOException {
    if (KeyPermissions.isMounted(folder.resolve("primary"))) {
      throw new ReadOnlyException(folder + " is a mounted secret: change the secret itself");
    }
    return AtomicFile.exclusively(
        folder.resolve("keys"),
        () -> {
          Keys changed = read().with(kind, key);
          AtomicFile.write(file(kind).orElse(folder.resolve(names(kind).getFirst())), key + "\n");
          return changed;
        });
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public boolean mayChange() {
    return true;
  }

  @Override
  public boolean lasts() {
    return true;
  }
}
