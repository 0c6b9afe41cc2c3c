package com.wandb.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wandb.grpc.WandbServer.HistoryItem;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.RunRecord;
import java.nio.file.Path;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

  @TempDir Path folder;

  @Test
  void writesEachRowAtOnceUnderItsRun() throws Exception {
    Path file = folder.resolve("received");
    try (RunLog log = RunLog.open(file.toString())) {
      log.run(RunRecord.newBuilder().setRunId("r1").build());
      log.history(row("loss", "0.5"));

      assertThat(file)
          .content()
          .endsWith("{\"kind\":\"history\",\"run_id\":\"r1\",\"items\":{\"loss\":0.5}}\n");
    }
  }

  @Test
  void addsToWhatIsInTheFile() throws Exception {
    Path file = folder.resolve("received");
    for (int code = 0; code < 2; code++) {
      try (RunLog log = RunLog.open(file.toString())) {
        log.exit(code);
      }
    }

    assertThat(file)
        .hasContent(
            "{\"kind\":\"exit\",\"run_id\":\"\",\"code\":0}\n"
                + "{\"kind\":\"exit\",\"run_id\":\"\",\"code\":1}\n");
  }

  @Test
  void writesNothingOfARowWithAValueThatIsNotJson() throws Exception {
    Path file = folder.resolve("received");
    try (RunLog log = RunLog.open(file.toString())) {
      assertThatThrownBy(() -> log.history(row("note", "unquoted")))
          .isInstanceOf(JSONException.class);
    }

    assertThat(file).isEmptyFile();
  }

  @Test
  void keepsNothingWithoutAFile() throws Exception {
    try (RunLog log = RunLog.open(null)) {
      log.history(row("loss", "0.5"));
    }

    assertThat(folder).isEmptyDirectory();
  }

  private static HistoryRecord row(String key, String valueJson) {
    return HistoryRecord.newBuilder()
        .addItem(HistoryItem.newBuilder().setKey(key).setValueJson(valueJson))
        .build();
  }
}
