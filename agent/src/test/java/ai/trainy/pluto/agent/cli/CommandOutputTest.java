package ai.trainy.pluto.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CommandOutputTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whereThereIsNoTerminalThereIsNoBar() {
    CommandOutput output = output(0);
    output.bar(1, 2, "a run");
    output.line("a line");

    assertThat(output.hasBar()).isFalse();
    assertThat(out.toString()).isEqualTo(line("a line"));
  }

  @Test
  void theBarShowsTheShare() {
    output(80).bar(3, 4, "a run");

    assertThat(out.toString()).isEqualTo("\r[###############-----]  75% of 4 values  a run");
  }

  @Test
  void theBarIsNeverWiderThanTheTerminal() {
    for (int columns = 1; columns < 100; columns++) {
      out.getBuffer().setLength(0);
      output(columns).bar(1_000_000, 2_000_000, "a run with a long name ".repeat(10));

      assertThat(out.toString().replace("\r", "").length()).isLessThan(columns == 1 ? 2 : columns);
    }
  }

  @Test
  void aShorterBarLeavesNothingOfTheLongerOne() {
    CommandOutput output = output(80);
    output.bar(1, 2, "long");
    output.bar(2, 2, "");

    assertThat(out.toString()).endsWith("\r[####################] 100% of 2 values      ");
  }

  @Test
  void linesAndProblemsComeInPlaceOfTheBar() {
    CommandOutput output = output(80);
    output.bar(1, 2, "");
    out.getBuffer().setLength(0);
    new Messages(output.problems()).say(AgentMessage.KEY_OF_CLIENT_VARIABLE, "a variable");

    assertThat(out.toString()).matches("\r +\r");
    assertThat(err.toString())
        .isEqualTo(line("pluto: signing in to Pluto with the key in a variable."));
    output.line("a line");
    assertThat(out.toString()).endsWith("\r" + line("a line"));
  }

  @Test
  void whatAServerOrAProgramSaysMovesNoCursor() {
    CommandOutput output = output(80);
    output.line("run '\u640d\u5931\u001b[2J\r\n'");
    output.problem("HTTP 500: \u001b]0;title\u0007\u009b31m");
    output.bar(1, 2, "\u001b[A");

    assertThat(out.toString()).startsWith(line("run '\u640d\u5931\\u001b[2J\\r\\n'"));
    assertThat(err.toString()).isEqualTo(line("HTTP 500: \\u001b]0;title\\u0007\\u009b31m"));
    assertThat(out.toString()).endsWith("2 values  \\u001b[A");
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }

  private CommandOutput output(int columns) {
    return new CommandOutput(new PrintWriter(out), new PrintWriter(err), columns);
  }
}
