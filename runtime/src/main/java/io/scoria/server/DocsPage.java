package io.scoria.server;

import io.scoria.call.Header;
import io.scoria.call.Reply;
import io.scoria.call.Service;
import io.scoria.call.Timing;
import io.scoria.transport.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page that shows a service's document, and the files that it needs: all of them read once, and
 * nothing but them is ever sent, so that no path leads anywhere else. It asks no other server for
 * anything.
 */
final class DocsPage {
  private static final Logger LOG = LoggerFactory.getLogger(DocsPage.class);
  private static final String PATH = "/docs";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String IMAGE = "image/png";

  /** Nothing from elsewhere, nothing inline; images in style sheets are data. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<Header> PAGE_HEADERS = headers("no-cache");
  private static final List<Header> FILE_HEADERS = headers("max-age=3600"); // they come with us

  private final List<PageFile> files;

  private record PageFile(String path, String type, List<Header> headers, ByteBuffer bytes) {}

  private DocsPage(List<PageFile> files) {
    this.files = files;
  }

  /** The page; one without any files where this was built without them, which is logged. */
  static DocsPage load() {
    List<PageFile> files = new ArrayList<>();
    try {
      files.add(file(PATH, HTML, PAGE_HEADERS, "docs/index.html"));
      files.add(file(PATH + "/docs.js", SCRIPT, PAGE_HEADERS, "docs/docs.js"));
      files.add(file(PATH + "/docs.css", STYLE, PAGE_HEADERS, "docs/docs.css"));
      files.add(library("swagger-ui-bundle.js", SCRIPT));
      files.add(library("swagger-ui-bundle.js.LICENSE.txt", Reply.TEXT));
      files.add(library("swagger-ui.css", STYLE));
      files.add(library("favicon-32x32.png", IMAGE));
    } catch (IOException e) {
      LOG.warn("there is no page at {}: {}", PATH, e.getMessage());
      return new DocsPage(List.of());
    }
    return new DocsPage(List.copyOf(files));
  }

  private static PageFile library(String name, String type) throws IOException {
    return file(PATH + "/" + name, type, FILE_HEADERS, "docs/swagger-ui/" + name);
  }

  private static PageFile file(String path, String type, List<Header> headers, String resource)
      throws IOException {
    try (InputStream in = DocsPage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("this was built without " + resource);
      }
      return new PageFile(path, type, headers, ByteBuffer.wrap(in.readAllBytes()));
    }
  }

  private static List<Header> headers(String cacheControl) {
    return List.of(
        new Header("cache-control", cacheControl),
        new Header("content-security-policy", POLICY),
        new Header("x-content-type-options", "nosniff"),
        new Header("referrer-policy", "no-referrer"));
  }

  void addTo(Routes.Builder routes) {
    for (PageFile file : files) {
      routes.get(file.path(), service(file));
    }
  }

  private static Service service(PageFile file) {
    return new ReplyService(() ->
        new Reply(
            200,
            file.type(),
            file.bytes().asReadOnlyBuffer(),
            null,
            file.headers(),
            Timing.NOT_RUN,
            null));
  }
}
