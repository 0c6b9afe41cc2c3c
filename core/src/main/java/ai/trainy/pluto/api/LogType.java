package ai.trainy.pluto.api;

/** What kind of series a logged name is, spelled as on the wire (the protocol, section 5). */
public enum LogType {
  METRIC,
  IMAGE,
  AUDIO,
  VIDEO,
  ARTIFACT,
  HISTOGRAM,
  TABLE
}
