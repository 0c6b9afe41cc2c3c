package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.upload.Belonging;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was seen, for people. */
public final class StatusTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final String[] HEAD = {
    "PROJECT", "RUN", "NAME", "STARTED", "VALUES", "SIZE", "DROPPED", "BELONGS TO", "STATE"
  };

  private static final int HEAD_WIDTH = "Belongs to".length() + 2;

  private static final Set<String> NUMBERS = Set.of("VALUES", "SIZE", "DROPPED");

  private final int columns;

  /**
   * @param columns of the terminal; 0 where there is none
   */
  public StatusTable(int columns) {
    this.columns = columns;
  }

  /** The lines to print. */
  public List<String> of(List<HomeState> homes) {
    List<String> lines = new ArrayList<>();
    homes.forEach(home -> add(lines, home));
    long left =
        homes.stream().flatMap(home -> home.runs().stream()).filter(StatusTable::isForSync).count();
    if (left > 0) {
      lines.add("");
      add(
          lines,
          Formats.of(left, "run")
              + " not uploaded. To upload: java -jar pluto-wandb-agent.jar sync");
    }
    homes.forEach(home -> addElsewhere(lines, home));
    return lines;
  }

  private static boolean isForSync(RunState run) {
    return run.kind() != RunState.Kind.IN_USE
        && run.kind() != RunState.Kind.NEWER
        && run.belonging().map(Belonging::isUploadedBySync).orElse(true);
  }

  /** Runs of one destination together: there may be many. */
  private void addElsewhere(List<String> lines, HomeState home) {
    Map<String, List<RunState>> elsewhere = new LinkedHashMap<>();
    for (RunState run : home.runs()) {
      if (run.kind() != RunState.Kind.IN_USE && run.snapshot().isPresent() && !isForSync(run)) {
        Destination destination = run.snapshot().get().destination();
        elsewhere
            .computeIfAbsent(
                Whereabouts.of(run.belonging().orElseThrow(), destination),
                any -> new ArrayList<>())
            .add(run);
      }
    }
    for (List<RunState> runs : elsewhere.values()) {
      RunState first = runs.get(0);
      lines.add("");
      add(
          lines,
          Whereabouts.advice(
              first.belonging().orElseThrow(),
              first.snapshot().orElseThrow().destination(),
              runs.size(),
              runs.size() == 1 ? first.path() : home.path()));
    }
  }

  private void add(List<String> lines, HomeState home) {
    lines.add(home.path() + (home.runs().isEmpty() ? ": nothing to upload" : ":"));
    home.note().ifPresent(note -> add(lines, "note: " + home.path() + " " + note + "."));
    if (!home.runs().isEmpty()) {
      addRuns(lines, home);
    }
    home.leftovers()
        .forEach((path, files) -> files.forEach(file -> lines.add("set aside: " + file)));
  }

  private void addRuns(List<String> lines, HomeState home) {
    List<RunState> runs = home.runs();
    List<String[]> rows = new ArrayList<>();
    rows.add(HEAD);
    runs.forEach(run -> rows.add(row(run)));
    int[] widths = new int[HEAD.length - 1];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    boolean fits = columns == 0 || rows.stream().allMatch(row -> isWithin(row, widths));
    if (fits) {
      lines.add(line(HEAD, widths));
    }
    for (int i = 0; i < runs.size(); i++) {
      if (fits) {
        lines.add(line(rows.get(i + 1), widths));
      } else {
        addOneBelowTheOther(lines, rows.get(i + 1));
      }
      runs.get(i)
          .stalledFor()
          .flatMap(any -> home.lastWarning())
          .ifPresent(why -> add(lines, "  ", "pluto.log: " + Printable.escaped(why)));
      for (Path file : runs.get(i).snapshot().map(RunSnapshot::aside).orElse(List.of())) {
        lines.add("  set aside: " + file);
      }
    }
  }

  private boolean isWithin(String[] row, int[] widths) {
    return line(row, widths).length() <= columns;
  }

  /** For a terminal that is narrower than the table: it would break lines within words. */
  private void addOneBelowTheOther(List<String> lines, String[] row) {
    if (!lines.get(lines.size() - 1).endsWith(":")) {
      lines.add("");
    }
    for (int i = 0; i < row.length; i++) {
      if (!row[i].isEmpty()) {
        String head = HEAD[i].charAt(0) + HEAD[i].substring(1).toLowerCase(Locale.ROOT);
        add(lines, head + " ".repeat(HEAD_WIDTH - head.length()), row[i]);
      }
    }
  }

  private void add(List<String> lines, String text) {
    add(lines, "", text);
  }

  /** Adds a text beside a head, of which the terminal breaks no word. */
  private void add(List<String> lines, String head, String text) {
    String before = head;
    for (String line : Formats.lines(text, Math.max(columns - head.length(), 0))) {
      lines.add(before + line);
      before = " ".repeat(head.length());
    }
  }

  private static String[] row(RunState run) {
    if (run.snapshot().isEmpty()) {
      return new String[] {
        run.path().resolveSibling("").getFileName().toString(),
        run.path().getFileName().toString(),
        "",
        "",
        "",
        "",
        "",
        "",
        run.text()
      };
    }
    RunSnapshot snapshot = run.snapshot().get();
    RunSpec spec = snapshot.spec();
    return new String[] {
      Printable.escaped(spec.project()),
      Printable.escaped(spec.externalId()),
      Printable.escaped(spec.name()),
      TIME.format(Instant.ofEpochMilli(spec.startedAt())),
      Formats.number(snapshot.pendingValues()),
      Formats.bytes(snapshot.pendingBytes()),
      Formats.number(snapshot.refusedValues()),
      Whereabouts.of(run.belonging().orElseThrow(), snapshot.destination()),
      run.text()
    };
  }

  private static String line(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      boolean number = NUMBERS.contains(HEAD[i]);
      String blanks = " ".repeat(widths[i] - cells[i].length());
      line.append(number ? blanks + cells[i] : cells[i] + blanks).append("  ");
    }
    return line.append(cells[cells.length - 1]).toString();
  }
}
