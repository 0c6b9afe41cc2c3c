package com.wandb.standin;

import com.wandb.grpc.WandbServer.ConfigItem;
import com.wandb.grpc.WandbServer.HistoryItem;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONParserConfiguration;
import org.json.JSONStringer;
import org.json.JSONTokener;
import org.json.JSONWriter;

/**
 * The file in which tests find what a server received: one JSON object a line, its kind first.
 *
 * <pre>
 * {"kind":"run","run_id":"...","entity":"...","project":"...", ... ,"tags":[...],"config":{...}}
 * {"kind":"history","run_id":"...","items":{"loss":0.5,"_step":1}}
 * {"kind":"exit","run_id":"...","code":0}
 * </pre>
 *
 * Each line is appended with a single write, so several servers may share a file and a line is
 * there before its call is answered.
 */
final class RunLog implements AutoCloseable {

  private static final JSONParserConfiguration STRICT =
      new JSONParserConfiguration().withStrictMode(true);

  private final OutputStream out;
  private String runId = "";

  private RunLog(OutputStream out) {
    this.out = out;
  }

  /** Without a path nothing is kept. */
  static RunLog open(String path) throws IOException {
    return new RunLog(
        path == null
            ? OutputStream.nullOutputStream()
            : Files.newOutputStream(
                Path.of(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  synchronized void run(RunRecord run) {
    runId = run.getRunId();
    append(
        "run",
        line -> {
          line.key("entity").value(run.getEntity());
          line.key("project").value(run.getProject());
          line.key("display_name").value(run.getDisplayName());
          line.key("notes").value(run.getNotes());
          line.key("run_group").value(run.getRunGroup());
          line.key("job_type").value(run.getJobType());
          line.key("sweep_id").value(run.getSweepId());
          line.key("host").value(run.getHost());
          line.key("tags").value(new JSONArray(run.getTagsList()));
          line.key("config").object();
          for (ConfigItem item : run.getConfig().getUpdateList()) {
            line.key(item.getKey()).value(parse(item.getValueJson()));
          }
          line.endObject();
        });
  }

  synchronized void history(HistoryRecord row) {
    append(
        "history",
        line -> {
          line.key("items").object();
          for (HistoryItem item : row.getItemList()) {
            line.key(item.getKey()).value(parse(item.getValueJson()));
          }
          line.endObject();
        });
  }

  synchronized void exit(int code) {
    append("exit", line -> line.key("code").value(code));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void append(String kind, Consumer<JSONWriter> content) {
    JSONWriter line = new JSONStringer().object();
    line.key("kind").value(kind);
    line.key("run_id").value(runId);
    content.accept(line);
    line.endObject();
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws {@link JSONException} unless the text is one JSON value. */
  private static Object parse(String json) {
    return new JSONTokener(json, STRICT).nextValue();
  }
}
