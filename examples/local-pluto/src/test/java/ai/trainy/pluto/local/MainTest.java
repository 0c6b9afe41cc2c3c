package ai.trainy.pluto.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MainTest {
  private static Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String errors(Process process) throws Exception {
    String text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  @Test
  void printsItsAddressAndServes() throws Exception {
    Process process = run("--port", "0", "--memory");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String address = out.readLine();
      assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+");
      try (var page = java.net.URI.create(address).toURL().openStream()) {
        assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8)).contains("Local Pluto");
      }
      String told = out.lines().limit(9).collect(Collectors.joining("\n"));
      assertThat(told)
          .contains("export PLUTO_URL_INGEST=" + address)
          .containsPattern("PLUTO_API_KEY=mlpi_.{16}\n");
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesBadArgumentsInOneLine() throws Exception {
    Process process = run("--port", "many");
    assertThat(errors(process))
        .startsWith("local-pluto: not a port from 0 to 65535: many")
        .hasLineCount(1);
    assertThat(process.exitValue()).isEqualTo(2);

    Process unknown = run("--verbose");
    assertThat(errors(unknown)).contains("usage: ").hasLineCount(1);
    assertThat(unknown.exitValue()).isEqualTo(2);
  }

  @Test
  void saysWhenThePortIsTaken() throws Exception {
    try (LocalPluto other = LocalPluto.start()) {
      Process process = run("--memory", "--port", Integer.toString(other.port()));
      assertThat(errors(process)).contains("cannot listen on port " + other.port());
      assertThat(process.exitValue()).isEqualTo(1);
    }
  }

  @Test
  void onEveryAddressItPrintsThoseThatCanBeOpened() throws Exception {
    Process process = run("--host", "0.0.0.0", "--port", "0", "--memory");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> links = new ArrayList<>();
      for (String line = out.readLine(); !line.isEmpty(); line = out.readLine()) {
        links.add(line);
      }
      assertThat(links).isNotEmpty().noneMatch(link -> link.contains("0.0.0.0"));
      assertThat(links.get(links.size() - 1)).startsWith("http://localhost:");
      for (String link : links) {
        HttpURLConnection page =
            (HttpURLConnection) java.net.URI.create(link).toURL().openConnection();
        page.setInstanceFollowRedirects(false);
        assertThat(page.getResponseCode()).as(link).isEqualTo(303);
      }
      assertThat(out.lines().limit(9)).noneMatch(line -> line.contains("0.0.0.0"));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void opensToOtherMachinesOnlyWithAKey() throws Exception {
    Process process = run("--host", "127.0.0.1", "--any-key");
    assertThat(errors(process)).contains("other machines need the key").hasLineCount(1);
    assertThat(process.exitValue()).isEqualTo(2);
  }
}
