package io.scoria.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Binds SLF4J to Logback as Logback's own provider does, and has it log to standard error. The
 * other opens every jar in search of what configures it, and reads XML then: a good part of a
 * start. Made by SLF4J.
 */
public final class LoggingProvider implements SLF4JServiceProvider {
  private static final String PROVIDER = "slf4j.provider";
  private static final String VERBOSITY = "slf4j.internal.verbosity";
  private static final String OWN_LOGBACK_FILE = "logback.configurationFile";
  private static final String REQUESTED_API_VERSION = "2.0.99"; // as in Logback's

  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

  /**
   * Has SLF4J take this provider, where it was not told of another, nor Logback of a file. To be
   * called before anything is logged.
   */
  public static void install() {
    if (System.getProperty(PROVIDER) == null && !isConfiguredByFile()) {
      System.setProperty(PROVIDER, LoggingProvider.class.getName());
      if (System.getProperty(VERBOSITY) == null) {
        System.setProperty(VERBOSITY, "WARN"); // else it prints which provider it takes
      }
    }
  }

  /** True where a file says where what is logged goes. */
  public static boolean isConfiguredByFile() {
    return System.getProperty(OWN_LOGBACK_FILE) != null;
  }

  @Override
  public void initialize() {
    context.setName("default");
    context.setMDCAdapter(mdc);
    ConsoleLog console = new ConsoleLog();
    console.setContext(context);
    console.setName(ConsoleLog.NAME);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return REQUESTED_API_VERSION;
  }
}
