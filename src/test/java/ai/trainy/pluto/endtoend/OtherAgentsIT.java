package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.OneRequest;
import ai.trainy.pluto.endtoend.programs.Traced;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents of others, before ours and after it, see of the program what they see without ours. */
@Tag("ecosystem")
class OtherAgentsIT {
  private static final Pattern OURS = Pattern.compile("ai/trainy/pluto/[\\w/$]+");

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void openTelemetryTracesTheProgramsRequestAndNoneOfOurs(boolean oursFirst) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm =
          jvm(pluto, oursFirst, agent("opentelemetry-javaagent"))
              .variable("OTEL_TRACES_EXPORTER", "console")
              .variable("OTEL_METRICS_EXPORTER", "none")
              .variable("OTEL_LOGS_EXPORTER", "none");

      Jvm.Ended ended = run(pluto, jvm);

      List<String> spans =
          ended
              .stderr()
              .lines()
              .filter(line -> line.contains(" [tracer: "))
              .collect(Collectors.toList());
      assertThat(spans).as(ended.toString()).hasSize(1);
      assertThat(spans.get(0)).contains("'GET'", "CLIENT", "http-url-connection");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noTraceOfTheProgramGoesOnInOurThreads(boolean oursFirst) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          jvm(pluto, oursFirst, agent("opentelemetry-javaagent"))
              .variable("OTEL_TRACES_EXPORTER", "none")
              .variable("OTEL_METRICS_EXPORTER", "none")
              .variable("OTEL_LOGS_EXPORTER", "none")
              .run(Traced.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout())
          .contains("traced true", "pluto-uploader false")
          .doesNotContainPattern("pluto-\\S+ true");
      assertThat(pluto.runs()).as(ended.toString()).hasSize(1);
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jacocoRecordsTheProgramAndNotUs(boolean oursFirst) throws IOException {
    Path recorded = home.resolve("jacoco.exec");
    try (LocalPluto pluto = LocalPluto.start()) {
      run(pluto, jvm(pluto, oursFirst, agent("org.jacoco.agent") + "=destfile=" + recorded));
    }

    List<String> classes = new ArrayList<>();
    Matcher names = OURS.matcher(Files.readString(recorded, StandardCharsets.ISO_8859_1));
    while (names.find()) {
      classes.add(names.group());
    }
    // What the JVM itself loads from our jar is in the program's class loader, and small. A byte
    // that follows may look like one more character.
    assertThat(classes)
        .anyMatch(name -> name.contains("programs/OneRequest"))
        .allMatch(name -> name.matches("ai/trainy/pluto/(endtoend/.*|agent/[\\w$]+/?)"));
  }

  private Jvm jvm(LocalPluto pluto, boolean oursFirst, String other) {
    Jvm jvm = Jvm.in(home).withPluto(pluto.url()).withExampleClient();
    return oursFirst ? jvm.withAgent().option(other) : jvm.option(other).withAgent();
  }

  private static Jvm.Ended run(LocalPluto pluto, Jvm jvm) {
    Jvm.Ended ended = jvm.run(OneRequest.class, pluto.url() + "/version");

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.stdout()).isEqualTo("answered 200\n");
    assertThat(pluto.runs()).as(ended.toString()).hasSize(1);
    assertThat(pluto.runs().get(0).pointCount()).isEqualTo(1);
    assertThat(pluto.refusals()).isEmpty();
    return ended;
  }

  /**
   * The option for an agent that the build has put beside the tests, and not on their class path.
   */
  private static String agent(String name) {
    return "-javaagent:" + Path.of(System.getProperty("pluto.test.agents"), name + ".jar");
  }
}
