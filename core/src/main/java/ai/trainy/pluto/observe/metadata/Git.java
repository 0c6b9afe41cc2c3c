package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.observe.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The working tree that the program is started in. What git keeps in files is read there; whether
 * something is not committed, and what, only {@code git} itself can say, if it does so in time.
 */
final class Git implements Source {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern SECTION = Pattern.compile("\\s*\\[(.*)]\\s*");
  private static final Pattern URL = Pattern.compile("\\s*url\\s*=\\s*\"?(.*?)\"?\\s*");
  private static final int LONGEST_DIFF = 200_000;

  /** Nothing is written; of the programs that its settings name, filters alone are run. */
  private static final List<String> HARMLESS =
      List.of("-c", "core.fsmonitor=false", "--no-optional-locks", "--no-pager", "diff");

  private static final List<String> AS_IT_IS =
      List.of("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty");

  private final Path directory;
  private final Commands commands;
  private final boolean withDiff;

  /**
   * @param directory in the working tree
   * @param commands work in that directory
   */
  Git(Path directory, Commands commands, boolean withDiff) {
    this.directory = directory;
    this.commands = commands;
    this.withDiff = withDiff;
  }

  @Override
  public void addTo(Map<String, Object> metadata) throws IOException, InterruptedException {
    Path root = directory;
    while (root != null && !Files.exists(root.resolve(".git"))) {
      root = root.getParent();
    }
    if (root == null) {
      return;
    }
    Map<String, Object> git = new LinkedHashMap<>();
    metadata.put("git", git);
    git.put("root", root.toString());
    Path own = ownDirectory(root);
    Path common = commonDirectory(own);
    String head = Files.readString(own.resolve("HEAD")).trim();
    if (head.startsWith("ref: ")) {
      String branch = head.substring("ref: ".length());
      git.put("branch", branch.replaceFirst("^refs/heads/", ""));
      commit(own, common, branch).ifPresent(commit -> git.put("commit", commit));
    } else if (COMMIT.matcher(head).matches()) {
      git.put("commit", head);
    }
    remote(common).ifPresent(url -> git.put("url", Secrets.redacted(url)));
    if (git.containsKey("commit")) {
      ask(git);
    }
  }

  /** A file in its place names it in worktrees and submodules. */
  private static Path ownDirectory(Path root) throws IOException {
    Path git = root.resolve(".git");
    if (Files.isDirectory(git)) {
      return git;
    }
    return resolve(root, Files.readString(git).trim().replaceFirst("^gitdir: ", ""));
  }

  private static Path commonDirectory(Path own) throws IOException {
    Path file = own.resolve("commondir");
    return Files.exists(file) ? resolve(own, Files.readString(file).trim()) : own;
  }

  private static Path resolve(Path from, String name) throws IOException {
    try {
      return from.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new IOException("no directory of git: " + name, e);
    }
  }

  private static Optional<String> commit(Path own, Path common, String branch) throws IOException {
    for (Path directory : List.of(own, common)) {
      Path file = resolve(directory, branch);
      if (file.startsWith(directory) && Files.isRegularFile(file)) {
        return Optional.of(Files.readString(file).trim())
            .filter(text -> COMMIT.matcher(text).matches());
      }
    }
    Path packed = common.resolve("packed-refs");
    if (Files.exists(packed)) {
      for (String line : Files.readString(packed).split("\n", -1)) {
        if (line.endsWith(" " + branch)) {
          return Optional.of(line.substring(0, line.indexOf(' ')));
        }
      }
    }
    return Optional.empty();
  }

  /** That of {@code origin}; if there is none, of the first that is named. */
  private static Optional<String> remote(Path common) throws IOException {
    String section = "";
    Optional<String> first = Optional.empty();
    Path config = common.resolve("config");
    for (String line : Files.exists(config) ? lines(config) : List.<String>of()) {
      Matcher header = SECTION.matcher(line);
      Matcher url = URL.matcher(line);
      if (header.matches()) {
        section = header.group(1);
      } else if (url.matches() && section.startsWith("remote ")) {
        if (section.equals("remote \"origin\"")) {
          return Optional.of(url.group(1));
        }
        first = first.isPresent() ? first : Optional.of(url.group(1));
      }
    }
    return first;
  }

  private static List<String> lines(Path file) throws IOException {
    return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\r?\n", -1));
  }

  private void ask(Map<String, Object> git) throws IOException, InterruptedException {
    Optional<Commands.Answer> dirty = diff("HEAD", "--quiet");
    // 0: no difference, 1: some; anything else is a failure.
    dirty
        .map(Commands.Answer::exitCode)
        .filter(code -> code == 0 || code == 1)
        .ifPresent(code -> git.put("dirty", code == 1));
    if (!withDiff) {
      return;
    }
    Map<String, Object> diff = new LinkedHashMap<>();
    put(diff, "head", diff("HEAD"));
    put(diff, "remote", diff("@{upstream}"));
    if (!diff.isEmpty()) {
      git.put("diff", diff);
    }
  }

  private Optional<Commands.Answer> diff(String from, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(HARMLESS);
    arguments.addAll(AS_IT_IS);
    arguments.addAll(List.of(options));
    arguments.add(from);
    return commands.ask("git", arguments);
  }

  private static void put(Map<String, Object> diff, String key, Optional<Commands.Answer> answer) {
    if (answer.isPresent() && answer.get().exitCode() == 0 && !answer.get().text().isEmpty()) {
      // Cut afterwards: half a secret would not be recognized.
      String text = Secrets.redacted(answer.get().text());
      diff.put(
          key,
          text.length() <= LONGEST_DIFF ? text : text.substring(0, LONGEST_DIFF) + "\n(cut)\n");
    }
  }
}
