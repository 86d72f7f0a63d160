package io.scoria.server;

import io.scoria.call.Service;
import io.scoria.config.ScriptConfig;
import io.scoria.config.ServeConfig;
import io.scoria.config.ServiceConfig;
import io.scoria.engine.ModelLoadException;
import io.scoria.entry.LoadedScript;
import io.scoria.openapi.InvalidDocumentException;
import io.scoria.openapi.OpenApiDocuments;
import io.scoria.openapi.OpenApiVersion;
import io.scoria.openapi.OwnDocuments;
import io.scoria.openapi.ScoredModel;
import io.scoria.openapi.ServiceDescription;
import io.scoria.openapi.ServicePaths;
import io.scoria.repository.LoadedModel;
import io.scoria.transport.Routes;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the service says of itself: its OpenAPI documents, for programs, and the page that shows
 * them and sends requests, for people. The documents are made once, when it is known what answers.
 */
final class Documentation {
  private static final String DOCS = "/docs";
  private static final String TRY_OUT = DOCS + "/api"; // before the paths of the container

  private static final ServicePaths PLAIN = ServicePaths.container("");

  private final ServeConfig config;
  private final ServicePaths container;
  private final ServicePaths router;
  private volatile @Nullable OpenApiDocuments documents; // set by the starting thread

  Documentation(ServeConfig config) {
    this.config = config;
    container = ServicePaths.container(config.service().pathPrefix());
    router = ServicePaths.router(config.service().name());
  }

  /** Adds the documents at the paths of the container and of the router; they need no key. */
  void addDocuments(Routes.Builder scoring) {
    scoring.get(PLAIN.document(), containerDocuments());
    scoring.routerGet("swagger.json", new ReplyService(service(OpenApiDocuments::router)));
  }

  /**
   * Adds the page. What a person sends from it goes to the management listener, so that browsers
   * have one origin to talk to and the scoring listener need not be opened to others: it is
   * answered by the same services, which ask for the same keys.
   */
  void addPage(Routes.Builder management, Service score, Service health) {
    DocsPage.load().addTo(management);
    ServicePaths tried = ServicePaths.container(TRY_OUT + container.base());
    management.get(DOCS + "/swagger.json", containerDocuments());
    management.get(tried.document(), containerDocuments());
    management.get(tried.health(), health);
    management.post(tried.score(), new OffLoopService(score));
  }

  private Service containerDocuments() {
    return new ReplyService(service(OpenApiDocuments::container));
  }

  private DocumentService service(BiFunction<OpenApiDocuments, OpenApiVersion, ByteBuffer> pick) {
    return new DocumentService(() -> Optional.ofNullable(documents), pick);
  }

  /**
   * Makes the documents of what answers, and shows them from now on.
   *
   * @throws ModelLoadException if a document that was given is none
   */
  void publish(Optional<LoadedModel> model, Optional<LoadedScript> script)
      throws ModelLoadException {
    ServiceConfig service = config.service();
    Optional<ScoredModel> scored =
        script.isPresent() ? Optional.empty() : model.map(Documentation::scored);
    boolean keyed = !config.auth().isOpen();
    try {
      documents =
          OpenApiDocuments.of(
              new ServiceDescription(
                  service.name(),
                  service.version(),
                  keyed,
                  config.auth().tokens().isPresent(),
                  scored),
              container,
              router,
              version -> script.flatMap(declared -> declared.openApi(version.number())),
              OwnDocuments.read(folders()));
    } catch (InvalidDocumentException e) {
      throw new ModelLoadException(e.getMessage(), e);
    }
  }

  private static ScoredModel scored(LoadedModel model) {
    return new ScoredModel(model.servable().signature(), model.sample().body());
  }

  /** Where a user's own documents may lie: the script's folder, then that of the model. */
  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    config.script().map(ScriptConfig::appRoot).ifPresent(folders::add);
    config.model().map(Documentation::folder).ifPresent(folders::add);
    return folders;
  }

  private static Path folder(Path model) {
    Path parent = model.toAbsolutePath().getParent();
    return Files.isDirectory(model) || parent == null ? model : parent;
  }
}
