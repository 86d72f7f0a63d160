import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes the native code out of the jars of a folder: that of this platform goes to another folder,
 * that of others nowhere. A server then need not unpack it at each start, and the image is smaller.
 * Arguments: the folder of the jars, the folder for native code, the platform's names in the jars
 * of ONNX Runtime (linux-x64) and of Netty (x86_64).
 */
final class Unpack {
  private static final String ORT = "ai/onnxruntime/native/";
  private static final String NETTY = "META-INF/native/";

  private final Path natives;
  private final String ort;
  private final String netty;

  private Unpack(Path natives, String ort, String netty) {
    this.natives = natives;
    this.ort = ORT + ort + "/";
    this.netty = netty;
  }

  public static void main(String[] args) throws IOException {
    Unpack unpack = new Unpack(Path.of(args[1]), args[2], args[3]);
    List<Path> jars;
    try (var files = Files.list(Path.of(args[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      if (holdsNative(jar)) {
        unpack.rewrite(jar);
      }
    }
  }

  private static boolean holdsNative(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().anyMatch(Unpack::isNative);
    }
  }

  private static boolean isNative(ZipEntry entry) {
    String name = entry.getName();
    boolean inFolder = name.startsWith(ORT) || name.startsWith(NETTY);
    return inFolder && !entry.isDirectory();
  }

  /** The entries that stay keep their order and their times. */
  private void rewrite(Path jar) throws IOException {
    Path rest = jar.resolveSibling(jar.getFileName() + ".rest");
    try (ZipFile zip = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(rest);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          if (!isNative(entry)) {
            ZipEntry kept = new ZipEntry(entry.getName());
            kept.setTime(entry.getTime());
            out.putNextEntry(kept);
            in.transferTo(out);
            out.closeEntry();
          } else if (isOfThisPlatform(entry.getName())) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            Path target = natives.resolve(name);
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
    Files.move(rest, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private boolean isOfThisPlatform(String name) {
    return name.endsWith(".so") && (name.startsWith(ort) || name.endsWith("_" + netty + ".so"));
  }
}
