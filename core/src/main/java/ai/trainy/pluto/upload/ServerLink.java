package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.PlutoApi;

/** The way to the server for one run: a port, and how long a request through it is tried. */
final class ServerLink {
  private final PlutoApi api;
  private final Retry persistence;

  ServerLink(PlutoApi api, Retry persistence) {
    this.api = api;
    this.persistence = persistence;
  }

  PlutoApi api() {
    return api;
  }

  Retry persistence() {
    return persistence;
  }
}
