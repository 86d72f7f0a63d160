package io.scoria.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * What is logged goes to standard error, where no file configures Logback: after those that look
 * for a file, and before Logback's own defaults. In code, since a start would wait for the parser
 * of XML otherwise. Found by Logback through {@code META-INF/services}.
 */
@ConfiguratorRank(ConfiguratorRank.NOMINAL - 1)
public final class ConsoleConfigurator extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getStatusManager().add(new NopStatusListener());
    ConsoleLog console = new ConsoleLog();
    console.setContext(context);
    console.setName(ConsoleLog.NAME);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(console);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
