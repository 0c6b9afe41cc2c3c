package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.endtoend.programs.Ending;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that record their classes for the next start, and start from what was recorded. The
 * first is refused to a JVM in which classes of the JDK were woven.
 */
class ArchivesIT {
  @TempDir Path home;

  private LocalPluto pluto;

  @BeforeEach
  void start() throws IOException {
    pluto = LocalPluto.start();
  }

  @AfterEach
  void stop() {
    pluto.close();
  }

  @Test
  void anAotCacheIsRecordedAndUsed() throws IOException {
    assumeTrue(Runtime.version().feature() >= 25, "this Java has no AOT caches in one step");
    Path cache = home.resolve("program.aot");

    run("-XX:AOTCacheOutput=" + cache);
    assertThat(cache).isNotEmptyFile();
    run("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
  }

  @Test
  void aDynamicArchiveIsRecordedAndUsed() throws IOException {
    Path archive = home.resolve("program.jsa");

    // Any agent needs the two.
    run(
        "-XX:ArchiveClassesAtExit=" + archive,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+AllowArchivingWithJavaAgent");
    assertThat(archive).isNotEmptyFile();
    run(
        "-XX:SharedArchiveFile=" + archive,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+AllowArchivingWithJavaAgent");
  }

  /** Runs a program that logs, and logs again in its own shutdown hook; all of it is in Pluto. */
  private void run(String... options) throws IOException {
    Jvm jvm =
        Jvm.in(home)
            .withAgent()
            .withExampleClient()
            .withPluto(pluto.url())
            .option("--add-modules=java.instrument");
    for (String option : options) {
      jvm.option(option);
    }
    int before = pluto.runs().size();

    Jvm.Ended ended = jvm.runFromJars(List.of(program()), Ending.class, "hook");

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.stdout()).contains("logged", "saved");
    assertThat(pluto.runs()).as(ended.toString()).hasSize(before + 1);
    RunView run = pluto.runs().get(before);
    assertThat(run.points("loss")).as(ended.toString()).hasSize(1);
    assertThat(run.points("saved")).as(ended.toString()).hasSize(1);
    assertThat(run.status()).isEqualTo("COMPLETED");
  }

  /** Archives take classes from jars alone. */
  private Path program() throws IOException {
    Path jar = home.resolve("program.jar");
    if (!Files.exists(jar)) {
      String entry = Ending.class.getName().replace('.', '/') + ".class";
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          InputStream in = Ending.class.getClassLoader().getResourceAsStream(entry)) {
        out.putNextEntry(new JarEntry(entry));
        in.transferTo(out);
      }
    }
    return jar;
  }
}
