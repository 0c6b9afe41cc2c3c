package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.runs.Home;
import ai.trainy.pluto.agent.cli.runs.HomeState;
import ai.trainy.pluto.agent.cli.runs.StatusJson;
import ai.trainy.pluto.agent.cli.runs.StatusTable;
import ai.trainy.pluto.agent.cli.signin.SignInState;
import ai.trainy.pluto.agent.cli.text.JsonText;
import ai.trainy.pluto.notice.Printable;
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
    header = "Shows who is signed in, and what has not been uploaded yet.",
    description = {
      "",
      "Shows who is signed in, by which key and at which server; then the runs on this machine that"
          + " Pluto does not have whole, with the server and the organization that each belongs to,"
          + " and what was set aside.",
      "",
      "Looking changes nothing and does not disturb programs that are logging. The server is asked"
          + " for 5 seconds at most.",
      ""
    },
    exitCodeList = {
      "0:success, also if there is nothing to show",
      "2:invalid command line, or no directory DIR"
    },
    footer = {
      "  status",
      "  status /data/job-17       runs of programs that had PLUTO_DIR=/data/job-17",
      "  status --json | jq .homes[].runs[].pendingValues"
    })
final class Status implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec;

  @Mixin private Where where;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  Status(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = invocation.settings();
    settings.problems().forEach(spec.commandLine().getErr()::println);
    List<Home> homes = where.homes(settings);
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
      out.println(Printable.escaped(signIn.toString()));
      out.println();
      StatusTable.of(states).forEach(out::println);
    }
    return 0;
  }
}
