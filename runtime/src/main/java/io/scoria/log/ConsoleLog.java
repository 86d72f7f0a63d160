package io.scoria.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is logged to standard error, as long as no server runs that takes it over. What it
 * takes for that is made when there is something to write, which in a process that serves is hardly
 * ever.
 */
public final class ConsoleLog extends AppenderBase<ILoggingEvent> {
  static final String NAME = "STDERR";

  private static final String HEAD =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} [%thread] "
          + "%replace(%X{requestId} ){'^ $', ''}";
  private static final String MESSAGE =
      "%replace(%replace(%msg){'\\n', '\\\\n'}){'[\\p{Cc}\\p{Cf}\\u2028\\u2029]', '?'}%n";
  private static final String TRACE =
      "%replace(%replace(%replace(%ex)"
          + "{'\\n(?!\\tat |\\t\\.\\.\\. |\\t*Suppressed: |\\t*Caused by: |\\z)', '\\\\n'})"
          + "{'[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]', '?'})"
          + "{'(\\A|\\n)(?=[^\\t\\n])', '$1\t'}";

  private @Nullable ConsoleAppender<ILoggingEvent> out; // of whoever appends, one at a time

  /**
   * One line per event, whatever is in its message; under it, where there is a trace, lines that
   * begin with a tab. What could end a line, or move a cursor, is shown as {@code \n} or {@code ?}.
   */
  public static PatternLayout layout(Context context) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(HEAD + MESSAGE + TRACE);
    layout.start();
    return layout;
  }

  @Override
  protected void append(ILoggingEvent event) {
    ConsoleAppender<ILoggingEvent> made = out;
    if (made == null) {
      made = open();
      out = made;
    }
    made.doAppend(event);
  }

  private ConsoleAppender<ILoggingEvent> open() {
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(getContext());
    encoder.setLayout(layout(getContext()));
    encoder.start();
    ConsoleAppender<ILoggingEvent> opened = new ConsoleAppender<>();
    opened.setContext(getContext());
    opened.setName(getName());
    opened.setTarget("System.err");
    opened.setEncoder(encoder);
    opened.start();
    return opened;
  }

  @Override
  public void stop() {
    super.stop();
    if (out != null) {
      out.stop();
      out = null;
    }
  }
}
