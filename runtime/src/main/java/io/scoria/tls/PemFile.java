package io.scoria.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a file that is meant to be PEM (RFC 7468), as it was at one time. What is wrong
 * with it is said by {@link IOException}s, for whoever runs the server and without anything of what
 * the file holds.
 */
final class PemFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,64})-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final int DER_SEQUENCE = 0x30;
  private static final int JKS = 0xfe;

  private final Path file;
  private final byte[] content;

  private PemFile(Path file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Reads the file.
   *
   * @param option that names it, for messages
   */
  static PemFile read(String option, Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(option + ": " + file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) { // another could block for ever
      throw new IOException(option + ": " + file + " is no regular file; give a PEM file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(
          option + ": " + file + " is larger than 1 MiB; a PEM file is much smaller");
    }
    try {
      return new PemFile(file, Files.readAllBytes(file));
    } catch (AccessDeniedException e) {
      throw new IOException(option + ": " + file + " may not be read by this process", e);
    }
  }

  Path file() {
    return file;
  }

  byte[] content() {
    return content;
  }

  /** All blocks, whatever they hold. */
  List<PemBlock> blocks() throws IOException {
    Matcher matcher = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1));
    List<PemBlock> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private PemBlock block(String label, String text) throws IOException {
    if (text.contains("Proc-Type: 4,ENCRYPTED")) { // what OpenSSL wrote before PKCS #8
      return new PemBlock(PemBlock.ENCRYPTED, new byte[0]);
    }
    try {
      return new PemBlock(label, Base64.getMimeDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds a " + label + " that is not base64; is it cut off?", e);
    }
  }

  /** What the file seems to be, where it has nothing that is wanted. */
  String found() throws IOException {
    List<PemBlock> blocks = blocks();
    if (!blocks.isEmpty()) {
      return String.join(" and ", blocks.stream().map(PemBlock::found).distinct().toList());
    }
    if (content.length == 0) {
      return "nothing: it is empty";
    }
    int first = content[0] & 0xff;
    if (first == JKS) {
      return "a Java keystore; write PEM with keytool -exportcert -rfc, or with openssl";
    }
    if (first == DER_SEQUENCE) {
      return "DER; write PEM: openssl x509 -inform der -in FILE, openssl pkey -inform der -in FILE,"
          + " or openssl pkcs12 -nodes -in FILE of a PKCS #12 keystore";
    }
    return "no whole block of PEM (-----BEGIN ... -----END ...)";
  }
}
