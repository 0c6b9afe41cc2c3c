package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code doctor} finds and what a program does in the same environment: it logs to Pluto if,
 * and only if, {@code doctor} says that it would, and both give the same reason.
 */
class DoctorAgreesIT {
  private static final String KEY_OF_WANDB = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "true, PLUTO_API_KEY='mlpi_0123456789abcdef', has quotes around it",
    "true, PLUTO_DIR=/dev/null, 'instead, where it may not outlive the machine'",
    "true, PLUTO_FINISH_TIMEOUT_SECONDS=soon, is not a duration",
    "true, MLOP_PROJECT=few, is deprecated",
    "false, PLUTO_API_KEY=, PLUTO_API_KEY is set but empty",
    "false, PLUTO_API_KEY=" + KEY_OF_WANDB + ", is one of wandb",
    "false, PLUTO_API_KEY= DISABLE_WANDB_LOGGING=true WANDB_API_KEY="
        + KEY_OF_WANDB
        + ", the key in WANDB_API_KEY is wandb's",
    "false, PLUTO_MODE=offline, nothing is uploaded",
    "false, PLUTO_MODE=offline DISABLE_WANDB_LOGGING=true, nothing is uploaded",
    "false, PLUTO_MODE=off PLUTO_ENABLED=true, Remove the one that is wrong",
    "false, PLUTO_MODE=off DISABLE_WANDB_LOGGING=true, nothing is logged anywhere",
    "false, WANDB_MODE=disabled, nothing is logged to Pluto either",
    "false, PLUTO_MODE=sometimes, is not known",
    "false, PLUTO_URL_INGEST=pluto.lab, does not start with http",
    "false, PLUTO_WANDB_BINDINGS=/nowhere.binding, there is no file /nowhere.binding"
  })
  void bothComeToTheSameAndSayWhy(boolean logs, String variables, String why) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      JSONObject doctor = doctor(with(variables, program(pluto)));
      Jvm.Ended program = with(variables, program(pluto).withAgent()).run(FewRows.class);

      assertThat(doctor.getBoolean("wouldLogToPluto")).as(doctor.toString()).isEqualTo(logs);
      assertThat(points(pluto)).as(program.toString()).isEqualTo(logs ? FewRows.ROWS : 0);
      assertThat(worse(doctor)).anyMatch(text -> text.contains(why));
      assertThat(program.said()).anyMatch(line -> line.contains(why));
    }
  }

  /** The address does not count then, and nothing is kept either. */
  @ParameterizedTest
  @CsvSource({"PLUTO_DISABLED=true PLUTO_URL_API=bad", "PLUTO_ENABLED=no PLUTO_URL_API=bad"})
  void offIsSaidWhateverElseIsWrong(String variables) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      JSONObject doctor = doctor(with(variables, program(pluto)));
      Jvm.Ended program = with(variables, program(pluto).withAgent()).run(FewRows.class);

      assertThat(worse(doctor)).anyMatch(text -> text.contains("nothing is logged to Pluto"));
      assertThat(program.said()).isEmpty();
      assertThat(home.resolve(".local")).doesNotExist();
    }
  }

  @Test
  void onlyWhatKeepsDataFromPlutoIsAFailure() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      JSONObject doctor =
          doctor(with("PLUTO_MODE=sometimes PLUTO_FINISH_TIMEOUT_SECONDS=soon", program(pluto)));

      assertThat(texts(doctor, List.of("failure")))
          .singleElement()
          .asString()
          .contains("'sometimes' is not known");
      assertThat(texts(doctor, List.of("warning")))
          .singleElement()
          .asString()
          .contains("'soon' is not a duration");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, in every JVM here",
    "JDK_JAVA_OPTIONS, in every program that is started with java"
  })
  void theOptionsOfAnAgentOfTheEnvironmentCount(String variable, String where) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm =
          program(pluto)
              .variable(variable, "-Da=b \"-javaagent:" + Jvm.agentJar() + "=mode=offline\"");
      JSONObject doctor = doctor(jvm);
      Jvm.Ended program = jvm.run(FewRows.class);

      assertThat(texts(doctor, List.of("failure")))
          .singleElement()
          .asString()
          .contains("agent option mode is offline");
      assertThat(texts(doctor, List.of("note")))
          .contains(variable + " starts " + Jvm.agentJar() + " " + where);
      assertThat(points(pluto)).as(program.toString()).isZero();
      assertThat(program.said()).anyMatch(line -> line.contains("nothing is uploaded"));
    }
  }

  @Test
  void whereTwoCopiesAreStartedTheUserIsToldThatOneCounts() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm = program(pluto).variable("JAVA_TOOL_OPTIONS", "-javaagent:" + Jvm.agentJar());
      JSONObject doctor = doctor(jvm, "--agent-options", "mode=offline");
      Jvm.Ended program = jvm.withAgent("mode=offline").run(FewRows.class);

      assertThat(texts(doctor, List.of("warning")))
          .singleElement()
          .asString()
          .contains("started more than once", "JAVA_TOOL_OPTIONS", "the option of your program");
      assertThat(points(pluto)).as(program.toString()).isEqualTo(FewRows.ROWS);
    }
  }

  @Test
  void whereWandbCannotBeSwitchedOffBothCountOnIt() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm without =
          program(pluto)
              .option("--limit-modules")
              .option("java.se")
              .variable("DISABLE_WANDB_LOGGING", "true")
              .withCurrentWandb();
      JSONObject doctor = new JSONObject(without.commandLineProcess("doctor", "--json").stdout());
      Jvm.Ended program = without.withAgent().run(FewRows.class);

      assertThat(doctor.getBoolean("wandb")).as(doctor.toString()).isTrue();
      assertThat(texts(doctor, List.of("warning")))
          .anyMatch(text -> text.contains("has no module jdk.unsupported"))
          .anyMatch(text -> text.contains("has no grpc-server"));
      assertThat(program.said())
          .anyMatch(line -> line.contains("lacks the module jdk.unsupported"));
      assertThat(points(pluto)).as(program.toString()).isEqualTo(FewRows.ROWS);
      assertThat(home.resolve("wandb")).isDirectory();
    }
  }

  /**
   * With a temporary directory of its own: where runs may be kept in it, others must not see them.
   */
  private Jvm program(LocalPluto pluto) {
    return Jvm.in(home)
        .option("-Djava.io.tmpdir=" + home)
        .withPluto(pluto.url())
        .withExampleClient();
  }

  private static Jvm with(String variables, Jvm jvm) {
    for (String variable : variables.split(" ")) {
      String[] pair = variable.split("=", 2);
      jvm.variable(pair[0], pair[1]);
    }
    return jvm;
  }

  private static long points(LocalPluto pluto) {
    return pluto.runs().isEmpty() ? 0 : pluto.runs().get(0).pointCount();
  }

  private static JSONObject doctor(Jvm jvm, Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("doctor", "--json"));
    arguments.addAll(List.of(options));
    return new JSONObject(jvm.commandLine(arguments.toArray()).stdout());
  }

  /** The texts of what is worse than a note. */
  private static List<String> worse(JSONObject doctor) {
    return texts(doctor, List.of("warning", "failure"));
  }

  private static List<String> texts(JSONObject doctor, List<String> levels) {
    return StreamSupport.stream(doctor.getJSONArray("findings").spliterator(), false)
        .map(JSONObject.class::cast)
        .filter(finding -> levels.contains(finding.getString("level")))
        .map(finding -> finding.getString("text"))
        .collect(Collectors.toList());
  }
}
