package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Runs with something of each kind that the page shows. */
final class ShownRuns {
  /** A name, caption, cell and line that would be noticed if any of them were taken for markup. */
  static final String HOSTILE =
      "<img src=x onerror=\"document.title='broken'\">'\"&lt;${1}</script>\u202Eevil";

  static final int STEPS = 400;
  static final int LINES = 2500;
  static final int TABLE_ROWS = 5000;

  private final TestClient client;
  private final Random random = new Random(7);
  private final long start = System.currentTimeMillis() - 3_600_000;

  ShownRuns(TestClient client) {
    this.client = client;
  }

  /** Fills a Pluto for looking at by hand. */
  public static void main(String[] arguments) throws IOException {
    LocalPluto pluto = LocalPluto.start(Integer.parseInt(arguments[0]));
    ShownRuns runs = new ShownRuns(new TestClient(pluto));
    runs.fill();
    runs.many(120);
    System.out.println(pluto.url());
  }

  /** Returns the ids of three runs; the first has media, the last is running. */
  List<Long> fill() throws IOException {
    long first = run("resnet-18", 0.1, "baseline");
    long second = run("resnet-18-warmup", 0.06, "baseline");
    long third = run("vit-tiny", 0.03, "attention");
    for (long run : List.of(first, second, third)) {
      points(run, first);
    }
    media(first);
    media(second);
    console(first);
    end(first, "COMPLETED", "{\\\"exit_code\\\":0}");
    end(
        second,
        "FAILED",
        "{\\\"exit_code\\\":1,\\\"exception\\\":\\\"java.lang.IllegalStateException: loss is"
            + " NaN\\\\n\\\\tat train.Loop.step(Loop.java:84)\\\"}");
    client.post("/api/runs/create", q("{'projectName':'vision'}"));
    client.ingest("metrics", first, q("{'time':1,'step':0,'data':{'loss':true}}"));
    return List.of(first, second, third);
  }

  /** Creates runs without data. */
  void many(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      client.create(q("'runName':'sweep-" + i + "','projectName':'sweeps','tags':['sweep']"));
    }
  }

  /** A run whose every text is hostile. */
  long hostile() throws IOException {
    ObjectNode create = Json.object().put("runName", HOSTILE).put("projectName", "orbit-lab");
    create.putArray("tags").add(HOSTILE);
    create.put("config", new String(Json.bytes(Json.object().put(HOSTILE, HOSTILE))));
    create.put("systemMetadata", create.get("config").textValue());
    long run =
        body(client.post("/api/runs/create", new String(Json.bytes(create))))
            .get("runId")
            .longValue();
    ObjectNode line = Json.object().put("time", 1).put("step", 1);
    line.putObject("data").put(HOSTILE, 1);
    ingest("metrics", run, line);
    data(run, "string-series", HOSTILE, 1, HOSTILE);
    ObjectNode table = Json.object();
    table.putArray("table").addArray().add(HOSTILE);
    table.putArray("col").addObject().put("name", HOSTILE).put("dtype", "str");
    data(run, "TABLE", HOSTILE, 1, new String(Json.bytes(table)));
    ingest(
        "logs",
        run,
        Json.object()
            .put("time", 1)
            .put("message", HOSTILE)
            .put("lineNumber", 1)
            .put("logType", "INFO"));
    file(run, HOSTILE, "hostile.png", "png", 1, HOSTILE, null, picture(8, 1));
    return run;
  }

  /** One more step of a run, now. */
  void step(long run, int step) throws IOException {
    client.ingest(
        "metrics",
        run,
        q("{'time':" + System.currentTimeMillis() + ",'step':" + step + ",'data':{'train/loss':")
            + (3.0 / (step + 1))
            + "}}");
  }

  private long run(String name, double rate, String tag) throws IOException {
    ObjectNode config = Json.object().put("batch_size", 64).put("epochs", 20).put("seed", 7);
    config.putObject("optimizer").put("name", "sgd").put("lr", rate).put("momentum", 0.9);
    ObjectNode machine = Json.object();
    machine.putObject("process").put("pid", 4711).putArray("cmdline").add("java").add("-jar");
    machine.putObject("os_info").put("hostname", "trainer-1").put("kernel", "6.1.0");
    machine.putObject("git").put("branch", "main").put("commit", "c0ffee").put("dirty", false);
    ObjectNode create =
        Json.object()
            .put("runName", name)
            .put("projectName", "orbit-lab")
            .put("createdAt", start)
            .put("externalId", name)
            .put("config", new String(Json.bytes(config)))
            .put("systemMetadata", new String(Json.bytes(machine)));
    create.putArray("tags").add(tag).add("digits");
    return body(client.post("/api/runs/create", new String(Json.bytes(create))))
        .get("runId")
        .longValue();
  }

  private void points(long run, long first) throws IOException {
    StringBuilder lines = new StringBuilder();
    double offset = (run - first) * 0.15;
    for (int step = 0; step < STEPS; step++) {
      double noise = random.nextGaussian() * 0.06;
      ObjectNode line = Json.object().put("time", start + step * 5000L).put("step", step);
      ObjectNode data = line.putObject("data");
      data.put("train/loss", 2.3 * Math.exp(-step / 90.0) + 0.15 + offset * 0.4 + noise);
      data.put("train/accuracy", 1 - 0.9 * Math.exp(-step / 70.0) - offset * 0.1 + noise / 4);
      data.put("train/lr", 0.1 * (1 + Math.cos(Math.PI * step / STEPS)) / 2);
      data.put("val/loss", step == 200 ? Double.NaN : 2 * Math.exp(-step / 100.0) + 0.3 + noise);
      data.put("val/accuracy", 1 - Math.exp(-step / 60.0) - offset * 0.1);
      data.put("gradient norm", Math.abs(random.nextGaussian()) * 3 + 0.1);
      if (step % 10 == 0) {
        data.put("sys/memory.used", 4e9 + step * 3e6);
        data.put("sys/cpu.percent", 55 + 30 * Math.sin(step / 9.0));
      }
      lines.append(new String(Json.bytes(line))).append('\n');
    }
    client.ingest("metrics", run, lines.toString().replace("\"NaN\"", "NaN"));
  }

  private void media(long run) throws IOException {
    for (int step = 0; step < 5; step++) {
      file(run, "digits", "digit-" + step + ".png", "png", step, "a digit", null, picture(8, step));
      ObjectNode boxes = Json.object();
      ArrayNode all = boxes.putObject("boxes").putObject("predictions").putArray("box_data");
      ObjectNode box = all.addObject().put("class_id", 1).put("box_caption", "owl 0.91");
      box.put("domain", "pixel");
      box.putObject("position").put("minX", 40).put("minY", 30).put("maxX", 150).put("maxY", 120);
      ObjectNode mask = boxes.putObject("masks").putObject("predictions");
      mask.put("fileName", step + ".mask.png").putObject("class_labels").put("1", "owl");
      String annotations = new String(Json.bytes(boxes));
      file(
          run,
          "scene",
          "scene-" + step + ".png",
          "png",
          step,
          "an owl",
          annotations,
          picture(240, step));
      file(run, "scene", step + ".mask.png", "mask", step, null, null, mask());
      file(
          run, "tone", "tone-" + step + ".wav", "wav", step, "a tone", null, tone(440 + 60 * step));
      data(run, "HISTOGRAM", "weights", step, histogram(step));
    }
    file(run, "clip", "clip.mp4", "mp4", 0, "a clip", null, new byte[] {0, 0, 0, 8, 'f', 't'});
    file(run, "model", "model.bin", "bin", 0, null, null, new byte[3000]);
    StringBuilder table = new StringBuilder(q("{'col':[{'name':'file','dtype':'str'},"));
    table.append(q("{'name':'score','dtype':'float'},{'name':'rank','dtype':'int'}],'table':["));
    for (int row = 0; row < TABLE_ROWS; row++) {
      table.append(row == 0 ? "" : ",").append(q("['owl-" + row + ".png',"));
      table.append((row * 7919 % 10_000) / 10_000.0).append(',').append(row).append(']');
    }
    data(run, "TABLE", "predictions", 0, table.append("]}").toString());
    data(run, "string-series", "sample text", 0, "The quick brown fox\njumps over the lazy dog.");
  }

  private void console(long run) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= LINES; i++) {
      boolean error = i % 100 == 0;
      ObjectNode line = Json.object().put("time", start + i * 800L);
      line.put("message", error ? "warning: slow step " + i : "epoch " + i / 125 + "  step " + i);
      line.put("lineNumber", i).put("logType", error ? "ERROR" : "INFO");
      lines.append(new String(Json.bytes(line))).append('\n');
    }
    client.ingest("logs", run, lines.toString());
  }

  private void end(long run, String status, String metadata) throws IOException {
    client.post(
        "/api/runs/status/update",
        q("{'runId':" + run + ",'status':'" + status + "','statusUpdated':" + (start + 2_000_000))
            + ",\"statusMetadata\":\""
            + metadata
            + "\"}");
  }

  private void data(long run, String type, String name, int step, String data) throws IOException {
    ingest(
        "data",
        run,
        Json.object()
            .put("time", start)
            .put("step", step)
            .put("dataType", type)
            .put("logName", name)
            .put("data", data));
  }

  private void ingest(String stream, long run, ObjectNode line) throws IOException {
    client.ingest(stream, run, new String(Json.bytes(line)));
  }

  private void file(
      long run,
      String logName,
      String fileName,
      String type,
      int step,
      String caption,
      String annotations,
      byte[] bytes)
      throws IOException {
    ObjectNode body = Json.object();
    ObjectNode file =
        body.putArray("files")
            .addObject()
            .put("fileName", fileName)
            .put("logName", logName)
            .put("fileSize", bytes.length)
            .put("fileType", type)
            .put("step", step)
            .put("time", start);
    file.put("caption", caption).put("annotations", annotations);
    String url =
        body(client.presign(run, new String(Json.bytes(body))))
            .path(logName)
            .get(0)
            .get(fileName)
            .textValue();
    client.put(url, bytes);
  }

  private static byte[] picture(int side, int step) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int red = 255 * x / side;
        int green = 255 * y / side;
        image.setRGB(x, y, red << 16 | green << 8 | (50 * step) % 256);
      }
    }
    return png(image);
  }

  private static byte[] mask() throws IOException {
    BufferedImage image = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
    for (int y = 60; y < 180; y++) {
      for (int x = 80; x < 200; x++) {
        image.setRGB(x, y, 1 << 16);
      }
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static byte[] tone(int hertz) {
    int rate = 8000;
    ByteBuffer wav = ByteBuffer.allocate(44 + rate).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes()).putInt(36 + rate).put("WAVEfmt ".getBytes()).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate);
    wav.putShort((short) 1).putShort((short) 8).put("data".getBytes()).putInt(rate);
    for (int i = 0; i < rate; i++) {
      wav.put((byte) (128 + 60 * Math.sin(2 * Math.PI * hertz * i / rate)));
    }
    return wav.array();
  }

  private static String histogram(int step) {
    ObjectNode value = Json.object();
    int most = 0;
    ArrayNode counts = value.putArray("freq");
    for (int bin = 0; bin < 40; bin++) {
      double at = (bin - 20) / (4.0 + step);
      int count = (int) (400 * Math.exp(-at * at));
      most = Math.max(most, count);
      counts.add(count);
    }
    value.putObject("bins").put("min", -1.5).put("max", 1.5).put("num", 40);
    value.put("shape", "uniform").put("type", "Histogram").put("maxFreq", most);
    return new String(Json.bytes(value));
  }
}
