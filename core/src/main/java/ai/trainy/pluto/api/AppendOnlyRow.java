package ai.trainy.pluto.api;

/**
 * What the server keeps as often as it is sent: a histogram or table, or lines of the console.
 * Nothing of it that was accepted may be sent again.
 */
public interface AppendOnlyRow {
  /** ms since the epoch. */
  long time();

  /** Its place in its series. */
  long step();

  /** Names the rows that the server judges alike, for people as well. */
  String series();
}
