package ai.trainy.pluto.transport.logging;

/** The levels of {@code java.util.logging.Level} that OkHttp and Okio name. */
public enum Level {
  FINE,
  INFO,
  WARNING
}
