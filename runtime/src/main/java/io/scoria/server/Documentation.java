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
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the service says of itself: its OpenAPI documents, for programs, and the page that shows
 * them and sends requests, for people. The documents are made once, when it is known what answers;
 * those of a model by a thread of their own, so that no start waits for what few ask for.
 */
final class Documentation {
  private static final String DOCS = "/docs";
  private static final String TRY_OUT = DOCS + "/api"; // before the paths of the container

  private static final ServicePaths PLAIN = ServicePaths.container("");

  private final ServeConfig config;
  private final ServicePaths container;
  private final ServicePaths router;

  /** Set by the starting thread; who asks while they are made waits for that. */
  private volatile @Nullable CompletableFuture<OpenApiDocuments> documents;

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
    return new DocumentService(
        () -> Optional.ofNullable(documents).map(CompletableFuture::join), pick);
  }

  /**
   * Has the documents of a model made, and shows them from now on.
   *
   * @throws ModelLoadException if a document that was given is none
   */
  void publish(LoadedModel model) throws ModelLoadException {
    OwnDocuments own = own();
    ServiceDescription service = describe(Optional.of(scored(model)));
    documents =
        CompletableFuture.supplyAsync(
            () -> OpenApiDocuments.of(service, container, router, own),
            task -> Thread.ofPlatform().name("documents").daemon().start(task));
  }

  /**
   * Makes the documents of a script, and shows them from now on.
   *
   * @throws ModelLoadException if a document that was given, or that the script declares, is none
   */
  void publish(LoadedScript script) throws ModelLoadException {
    OwnDocuments own = own();
    try {
      documents =
          CompletableFuture.completedFuture(
              OpenApiDocuments.of(
                  describe(Optional.empty()),
                  container,
                  router,
                  version -> script.openApi(version.number()),
                  own));
    } catch (InvalidDocumentException e) {
      throw new ModelLoadException(e.getMessage(), e);
    }
  }

  private OwnDocuments own() throws ModelLoadException {
    try {
      return OwnDocuments.read(folders());
    } catch (InvalidDocumentException e) {
      throw new ModelLoadException(e.getMessage(), e);
    }
  }

  private ServiceDescription describe(Optional<ScoredModel> scored) {
    ServiceConfig service = config.service();
    boolean keyed = !config.auth().isOpen();
    boolean tokens = config.auth().tokens().isPresent();
    return new ServiceDescription(service.name(), service.version(), keyed, tokens, scored);
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
