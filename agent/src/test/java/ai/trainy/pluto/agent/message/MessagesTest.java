package ai.trainy.pluto.agent.message;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Message;
import ai.trainy.pluto.messages.Message.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All that the modules say: what their enums hold is what the pages for users explain. */
class MessagesTest {
  private static final Path DOCS = Path.of("..", "docs");

  private static final String TABLE = "| message | what it means | what to do |";

  /** What is quoted, with {@code ...} for what is filled in. */
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** News: nothing is wrong, and nothing is to be done. */
  private static final Set<Message> WITHOUT_ENTRY =
      Set.of(
          CoreMessage.LOGGING_TO,
          CoreMessage.LOGGING_TO_WITH_CONSOLE,
          CoreMessage.RUN_COMPLETE,
          CoreMessage.OFFLINE,
          AgentMessage.KEY_OF_CLIENT_VARIABLE);

  /** Said where no enum can be: the entry class is loaded by Java 8, too. */
  private static final Set<String> OF_THE_ENTRY_CLASS = Set.of("could not start (...)");

  private static final List<Message> ALL = new ArrayList<>();

  @BeforeAll
  static void find() throws ClassNotFoundException {
    ALL.addAll(List.of(CoreMessage.values()));
    ALL.addAll(List.of(AgentMessage.values()));
    // It is no class for others to use.
    Class<?> transport = Class.forName("ai.trainy.pluto.transport.TransportMessage");
    for (Object message : transport.getEnumConstants()) {
      ALL.add((Message) message);
    }
  }

  @Test
  void whatAUserCanSeeIsExplained() throws IOException {
    Collection<String> quotes = new ArrayList<>(troubles());
    Files.readString(DOCS.resolve("network.md"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(row -> quotes.addAll(quotes(row.split(" \\| ")[0])));

    assertThat(ALL)
        .filteredOn(message -> message.level().compareTo(Level.INFO) >= 0)
        .filteredOn(message -> !WITHOUT_ENTRY.contains(message))
        .allSatisfy(
            message ->
                assertThat(quotes).as("%s", message).anyMatch(quote -> holds(message, quote)));
  }

  @Test
  void whatIsExplainedIsSaid() throws IOException {
    assertThat(troubles())
        .hasSizeGreaterThan(80)
        .filteredOn(quote -> !OF_THE_ENTRY_CLASS.contains(quote))
        .allMatch(quote -> ALL.stream().anyMatch(message -> holds(message, quote)));
  }

  @Test
  void everyTextIsOneShortLineOfAsciiWithoutItsPrefix() {
    assertThat(ALL)
        .allSatisfy(
            message -> {
              String text = message.template();
              assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
              assertThat(text).hasSizeLessThan(400).doesNotContain("\n", "pluto: ", "{}{}{}{}{}");
            });
  }

  @Test
  void noTwoMessagesHaveTheSameText() {
    assertThat(ALL.stream().map(Message::template).collect(Collectors.toList()))
        .doesNotHaveDuplicates();
  }

  @Test
  void eachIsPrintedOnceOrADocumentedNumberOfTimes() {
    assertThat(ALL)
        .allSatisfy(
            message ->
                assertThat(message.times())
                    .as("%s", message)
                    .isIn(1, Message.SEVERAL, Message.MANY));
  }

  private static boolean holds(Message message, String quote) {
    return message.template().replace("{}", "...").contains(quote);
  }

  /** What the first column of the table quotes. */
  private static List<String> troubles() throws IOException {
    String page = Files.readString(DOCS.resolve("troubleshooting.md"));
    int from = page.indexOf(TABLE);
    String table = page.substring(from, page.indexOf("\n\n", from));
    return table
        .lines()
        .skip(2)
        .flatMap(row -> quotes(row.split(" \\| ")[0]).stream())
        .collect(Collectors.toList());
  }

  private static List<String> quotes(String text) {
    List<String> quotes = new ArrayList<>();
    for (Matcher quoted = QUOTED.matcher(text); quoted.find(); ) {
      quotes.add(quoted.group(1));
    }
    return quotes;
  }
}
