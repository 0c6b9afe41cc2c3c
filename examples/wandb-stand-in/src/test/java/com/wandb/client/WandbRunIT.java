package com.wandb.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wandb.grpc.WandbServer.RunRecord;
import com.wandb.standin.Ports;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against the real command, which the build puts first on the PATH of these tests. */
class WandbRunIT {

  @Test
  void sendsEachRowToTheServer() throws Exception {
    WandbRun run = builder().build();
    run.log(new JSONObject().put("loss", 0.5).put("note", "say \"hi\"\n"));
    run.log(new JSONObject().put("loss", 0.25).put("nested", new JSONObject().put("a", 1)));
    run.finish();

    List<JSONObject> rows = recorded(run, "history");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getJSONObject("items"))
        .matches(new JSONObject("{loss: 0.5, note: 'say \"hi\"\\n', _step: 1}")::similar);
    assertThat(rows.get(1).getJSONObject("items"))
        .matches(new JSONObject("{loss: 0.25, nested: {a: 1}, _step: 2}")::similar);
  }

  @Test
  void countsStepsFromOneAndPutsThemIntoTheCallersRow() throws Exception {
    WandbRun run = builder().build();
    JSONObject row = new JSONObject().put("loss", 0.5);

    run.log(row);
    assertThat(row.getInt("_step")).isEqualTo(1);
    run.log(row);
    assertThat(row.getInt("_step")).isEqualTo(2);
    run.finish();
  }

  @Test
  void anExplicitStepDoesNotMoveTheCount() throws Exception {
    WandbRun run = builder().build();
    JSONObject row = new JSONObject().put("loss", 0.5);

    run.log(row, 100);
    assertThat(row.getInt("_step")).isEqualTo(100);
    run.log(row);
    assertThat(row.getInt("_step")).isEqualTo(1);
    run.finish();
  }

  @Test
  void aRowThatIsNullFailsAndUsesItsStepUp() throws Exception {
    WandbRun run = builder().build();
    JSONObject row = new JSONObject().put("loss", 0.5);

    assertThatThrownBy(() -> run.log(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> run.log(null, 7)).isInstanceOf(NullPointerException.class);
    run.log(row);
    assertThat(row.getInt("_step")).isEqualTo(2);
    run.finish();
  }

  @Test
  void opensTheRunWithWhatTheBuilderCollected() throws Exception {
    WandbRun run =
        builder()
            .withName("first")
            .withProject("digits")
            .withNotes("a note")
            .withRunGroup("group")
            .setJobType("train")
            .setSweepId("sweep")
            .setHost("host")
            .setTags(List.of("dropped"))
            .clearTags()
            .setTags(List.of("a", "b"))
            .setTags(List.of("c"))
            .withConfig(new JSONObject().put("replaced", 0))
            .withConfig(new JSONObject().put("rate", 0.1).put("model", "mlp"))
            .build();
    run.finish();

    RunRecord data = run.data();
    assertThat(data.getDisplayName()).isEqualTo("first");
    assertThat(data.getTagsList()).containsExactly("a", "b", "c");

    JSONObject recorded = recorded(run, "run").get(0);
    JSONObject expected =
        new JSONObject()
            .put("kind", "run")
            .put("run_id", data.getRunId())
            .put("entity", "local")
            .put("project", "digits")
            .put("display_name", "first")
            .put("notes", "a note")
            .put("run_group", "group")
            .put("job_type", "train")
            .put("sweep_id", "sweep")
            .put("host", "host")
            .put("tags", List.of("a", "b", "c"))
            .put("config", new JSONObject().put("rate", 0.1).put("model", "mlp"));
    assertThat(recorded).matches(expected::similar);
  }

  @Test
  void knowsWhatTheServerChoseForIt() throws Exception {
    WandbRun run = builder().build();
    run.finish();

    assertThat(run.data().getRunId()).matches("[a-z0-9]{8}");
    assertThat(run.data().getProject()).isEqualTo("uncategorized");
    assertThat(run.data().getDisplayName()).matches("[a-z]+-[a-z]+-1");
  }

  @Test
  void reportsTheExitCodeAndLeavesNoProcessBehind() throws Exception {
    WandbRun run = builder().build();
    assertThat(ProcessHandle.current().children()).isNotEmpty();

    run.finish(3);

    assertThat(recorded(run, "exit")).extracting(exit -> exit.getInt("code")).containsExactly(3);
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void passesOnWhatIsPrintedAndPutsSystemOutBack() throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream original = new PrintStream(printed, false, UTF_8);
    System.setOut(original);
    try {
      WandbRun run = builder().build();
      System.out.print("half a ");
      assertThat(printed.toString(UTF_8)).isEmpty();
      System.out.print("line\nunfinished");
      assertThat(printed.toString(UTF_8)).isEqualTo("half a line\n");

      run.finish();

      assertThat(printed.toString(UTF_8)).isEqualTo("half a line\nunfinished");
      assertThat(System.out).isSameAs(original);
    } finally {
      System.setOut(console);
    }
  }

  @Test
  void printsWhereTheRunIsFound() throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, false, UTF_8));
    try {
      WandbRun run = builder().withProject("digits").build();
      run.printRunInfo();
      run.finish();

      assertThat(printed.toString(UTF_8))
          .contains("https://wandb.invalid/local/digits/runs/" + run.data().getRunId());
    } finally {
      System.setOut(console);
    }
  }

  @Test
  void cannotBuildWhenTheServerEndsEarly() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WandbRun.Builder builder = new WandbRun.Builder().onPort(taken.getLocalPort());

      assertThatThrownBy(builder::build)
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageStartingWith(
              "UNAVAILABLE: wandb grpc-server ended with exit code 1: wandb: Failed to bind");
    }
  }

  @Test
  void cannotBuildWithoutAWandbCommand(@TempDir Path emptyFolder) throws Exception {
    ProcessBuilder program = AbandonedRun.program(Ports.free());
    program.environment().put("PATH", emptyFolder.toString());

    Process process = program.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .contains("java.io.IOException: Cannot run program \"wandb\"");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  private static WandbRun.Builder builder() throws IOException {
    return new WandbRun.Builder().onPort(Ports.free());
  }

  private static List<JSONObject> recorded(WandbRun run, String kind) throws IOException {
    Path file = Path.of(System.getenv("WANDB_STANDIN_RECORD"));
    return Files.readAllLines(file).stream()
        .map(JSONObject::new)
        .filter(line -> line.getString("run_id").equals(run.data().getRunId()))
        .filter(line -> line.getString("kind").equals(kind))
        .collect(toList());
  }
}
