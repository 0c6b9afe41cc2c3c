package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binding files that ship. */
class BindingsTest {
  @TempDir Path directory;

  private final List<ClassBinding> classes = Bindings.clients().get(0).classes();

  @Test
  void bindsTheOfficialClientWhereverItWasMoved() {
    assertThat(classes)
        .extracting(ClassBinding::name)
        .containsExactly("com.wandb.client.WandbRun$Builder", "com.wandb.client.WandbRun");
    assertThat(classes)
        .allSatisfy(bound -> assertThat(bound.prefixIn("x." + bound.name())).contains("x."));
  }

  @Test
  void requiresOnlyWhatEveryShapeOfTheClientHas() {
    assertThat(
            classes.stream()
                .flatMap(bound -> bound.methods().stream())
                .filter(method -> !method.isOptional())
                .map(Object::toString)
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrder(
            "withProject(String)",
            "withName(String)",
            "withNotes(String)",
            "withConfig(JSONObject)",
            "withRunGroup(String)",
            "setJobType(String)",
            "clearTags()",
            "build()",
            "log(JSONObject,int)",
            "finish(int) or done(int)");
  }

  @Test
  void bindsTheMethodsThroughWhichEveryProgramEnds() {
    assertThat(Bindings.jvmEnd().classes())
        .extracting(bound -> bound.name() + " " + bound.methods())
        .containsExactly(
            "java.lang.Shutdown [exit(int)]",
            "java.lang.Thread [dispatchUncaughtException(Throwable)]");
  }

  @Test
  void leavesOutTheOverloadThatCallsTheBoundOne() {
    assertThat(classes.get(1).methods())
        .noneMatch(method -> method.matches("log", List.of("org.json.JSONObject")));
  }

  @Test
  void readsAFileAsEditorsOfWindowsWriteIt() throws IOException {
    String text =
        "class acme.Tracker\n  start(String) : init name=arg0\n  log(Map) : log data=arg0\n";
    Path unix = Files.writeString(directory.resolve("unix"), text);
    Path windows =
        Files.writeString(directory.resolve("windows"), "\uFEFF" + text.replace("\n", "\r\n"));

    assertThat(described(windows))
        .isEqualTo(described(unix))
        .containsExactly("acme.Tracker [start(String), log(Map)]");
  }

  private static List<String> described(Path file) {
    return Bindings.read(file).clients().get(0).classes().stream()
        .map(bound -> bound.name() + " " + bound.methods())
        .collect(Collectors.toList());
  }

  @Test
  void takesNothingFromTheResultOfACallThatIsNoInit() {
    assertThat(classes)
        .allSatisfy(
            bound ->
                assertThat(bound.methods())
                    .filteredOn(method -> method.role() != Role.INIT)
                    .allSatisfy(
                        method ->
                            assertThat(method.inputs().values())
                                .noneMatch(Sources::areOfTheResult)));
  }
}
