package ai.trainy.pluto.local;

import java.io.IOException;

/** The streaming endpoints of ingest: each good line is kept at once, the first bad one ends it. */
final class IngestService implements Service {
  static final String PREFIX = "/ingest/";

  private final Store store;
  private final Keys keys;

  IngestService(Store store, Keys keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public Reply answer(Request request) throws IOException {
    String stream = request.path().substring(PREFIX.length());
    if (!stream.equals("metrics") && !stream.equals("data") && !stream.equals("logs")) {
      return Reply.empty(404);
    }
    if (!request.method().equals("POST")) {
      return Reply.empty(405);
    }
    try {
      IngestHeaders headers = IngestHeaders.read(request, keys);
      RunData target = store.unstored().before(store.dataFor(headers.runId(), headers.project()));
      LineParser parser = parser(stream, target);
      LineReader lines = new LineReader(request.body());
      long rows = 0;
      while (lines.advance()) {
        rows += parser.accept(lines);
      }
      return Reply.text(200, "Stream processed successfully: " + rows + " records");
    } catch (IngestError e) {
      return e.asStreamReply(stream);
    }
  }

  private static LineParser parser(String stream, RunData target) {
    switch (stream) {
      case "metrics":
        return new MetricLines(target);
      case "data":
        return new DataLines(target);
      default:
        return new LogLines(target);
    }
  }
}
