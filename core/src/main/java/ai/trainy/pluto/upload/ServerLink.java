package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.PlutoApi;

/** The way to the server for one run: a port, and how long a request through it is tried. */
final class ServerLink {
  private final PlutoApi api;
  private final Retry retry;

  ServerLink(PlutoApi api, Retry retry) {
    this.api = api;
    this.retry = retry;
  }

  PlutoApi api() {
    return api;
  }

  Retry retry() {
    return retry;
  }
}
