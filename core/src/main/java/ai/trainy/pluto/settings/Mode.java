package ai.trainy.pluto.settings;

/** What becomes of what is logged. */
public enum Mode {
  /** Kept and uploaded. */
  ONLINE,
  /** Kept. */
  OFFLINE,
  /** Neither. */
  DISABLED
}
