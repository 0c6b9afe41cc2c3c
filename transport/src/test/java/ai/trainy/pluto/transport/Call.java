package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Every request there is, with the answer that the protocol gives as Pluto's yes to it. */
enum Call {
  SIGN_IN("{\"organization\":{\"slug\":\"acme-vision\"}}"),
  CREATE("{\"runId\":90210,\"projectName\":\"orbit-lab\",\"resumed\":false}"),
  FIND("{\"runs\":[],\"total\":0}"),
  CONFIG("{\"id\":90210,\"config\":null}"),
  RESUME("{\"runId\":90210,\"projectName\":\"orbit-lab\",\"resumed\":true}"),
  REGISTER_NAMES("{\"success\":true}"),
  SEND_METRICS("Stream processed successfully: 3 records"),
  SEND_DATA("Stream processed successfully: 2 records"),
  UPDATE_TAGS("{\"success\":true}"),
  ALERT("{\"status\":\"success\"}"),
  UPDATE_CONFIG("{\"success\":true}"),
  PRESIGN("{\"a\":[{\"x.png\":\"http://storage.test/x\"}]}"),
  UPLOAD(""),
  HEARTBEAT("{\"status\":\"RUNNING\",\"triggers\":null}"),
  UPDATE_STATUS("{\"success\":true}");

  private final String yes;

  Call(String yes) {
    this.yes = yes;
  }

  String yes() {
    return yes;
  }

  /**
   * @param base where {@link Wire#api} of {@code api} was made for
   * @param file for what is uploaded
   */
  Outcome<?> make(HttpPlutoApi api, String base, Path file) {
    switch (this) {
      case SIGN_IN:
        return api.signIn();
      case CREATE:
        return api.create(
            RunSpec.builder().project("orbit-lab").name("heron").externalId("k3v9q1zt").build(),
            Optional.empty());
      case FIND:
        return api.find("orbit-lab", "k3v9q1zt");
      case CONFIG:
        return api.config(90210);
      case RESUME:
        return api.resume(Wire.RUN);
      case REGISTER_NAMES:
        return api.registerNames(Wire.RUN, LogType.METRIC, List.of("a"));
      case SEND_METRICS:
        return api.sendMetrics(
            Wire.RUN,
            List.of(
                new MetricRow(1, 2, new String[] {"a", "b"}, new double[] {3, Double.NaN}),
                new MetricRow(1, 3, new String[] {"a"}, new double[] {4})));
      case SEND_DATA:
        return api.sendData(
            Wire.RUN,
            List.of(
                new DataRow(LogType.TABLE, "a", 1, 2, Map.of()),
                new DataRow(LogType.TABLE, "a", 1, 3, Map.of())));
      case UPDATE_TAGS:
        return api.updateTags(Wire.RUN, List.of("a"));
      case ALERT:
        return api.alert(Wire.RUN, new Alert(1, Alert.Level.INFO, "Plateau", "loss flat"));
      case UPDATE_CONFIG:
        return api.updateConfig(Wire.RUN, Map.of("a", 1L));
      case PRESIGN:
        return api.presign(
            Wire.RUN, List.of(FileEntry.of(LogType.IMAGE, "a", "x.png").size(1).build()));
      case UPLOAD:
        return api.upload(base + "/bucket/x", file, "png");
      case HEARTBEAT:
        return api.heartbeat(Wire.RUN);
      default:
        return api.updateStatus(Wire.RUN, RunStatus.COMPLETED, OptionalLong.empty(), Map.of());
    }
  }
}
