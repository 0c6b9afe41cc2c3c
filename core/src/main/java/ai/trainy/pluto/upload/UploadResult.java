package ai.trainy.pluto.upload;

/** How far an attempt to carry a run to the server came. Where it did not, someone was told why. */
public enum UploadResult {
  /** The server has the whole run. */
  WHOLE,
  /** The server does not take the run, or any of its rows. */
  REFUSED,
  /** The key is not accepted; no run will get further. */
  NOT_SIGNED_IN,
  /** The server did not answer for as long as was asked for; no run will get further now. */
  AWAY,
  /** The server is there, but answered none of the run's requests for as long as was asked for. */
  STALLED,
  /** Someone else is at work on the run. */
  IN_USE,
  /** The run belongs to another server, organization or key; nothing of it was sent. */
  ELSEWHERE
}
