package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;

/** A run that the server has: the way there, and what requests name it by. Immutable. */
final class ServerRun {
  private final ServerLink link;
  private final RunHandle handle;

  ServerRun(ServerLink link, RunHandle handle) {
    this.link = link;
    this.handle = handle;
  }

  PlutoApi api() {
    return link.api();
  }

  RunHandle handle() {
    return handle;
  }

  Retry retry() {
    return link.retry();
  }
}
