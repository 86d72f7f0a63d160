package io.scoria.it;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

/** Looks at everything that is logged in this process; {@code logback-test.xml} names it. */
public final class SecretsInLog extends AppenderBase<ILoggingEvent> {
  @Override
  protected void append(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    Canaries.lookIn(
        "logged at " + event.getLevel() + " by " + event.getLoggerName(),
        event.getFormattedMessage()
            + event.getMDCPropertyMap()
            + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
  }
}
