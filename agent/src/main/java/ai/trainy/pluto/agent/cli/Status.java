package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.runs.Home;
import ai.trainy.pluto.agent.cli.runs.HomeState;
import ai.trainy.pluto.agent.cli.runs.StatusJson;
import ai.trainy.pluto.agent.cli.runs.StatusTable;
import ai.trainy.pluto.agent.cli.signin.SignInState;
import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.agent.cli.text.JsonText;
import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows who is signed in, and what waits for upload on this machine. */
@Command(
    name = "status",
    header = "Shows who is signed in and which runs wait for upload.",
    description = {
      "",
      "Shows who is signed in, with which key and at which server; then the runs on"
          + " this machine that are not fully uploaded, with the server and organization each"
          + " belongs to, and data that was set aside.",
      "",
      "Changes nothing and does not disturb running programs. Waits at most 5 seconds"
          + " for the server.",
      ""
    },
    exitCodeList = {"0:success", "2:usage error, or DIR does not exist"},
    footer = {
      "  status",
      "  status /data/job-17       runs of programs that had PLUTO_DIR=/data/job-17",
      "  status --json | jq .homes[].runs[].pendingValues"
    })
final class Status implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec;

  @Mixin private RunsDirectory runsDirectory;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Status(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = invocation.settings();
    settings.problems().forEach(spec.commandLine().getErr()::println);
    List<Home> homes = runsDirectory.homes(settings);
    SignInState signIn = SignInState.of(settings, spec.commandLine().getErr()::println);
    List<HomeState> states = new ArrayList<>();
    for (Home home : homes) {
      states.add(HomeState.of(home, run -> signIn.belonging(run, settings)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> root = new LinkedHashMap<>();
      root.put("signIn", signIn.json());
      root.put("homes", StatusJson.of(states));
      out.println(JsonText.of(root));
    } else {
      int columns = invocation.columns();
      Formats.lines(Printable.escaped(signIn.toString()), columns).forEach(out::println);
      out.println();
      new StatusTable(columns).of(states).forEach(out::println);
    }
    return 0;
  }
}
