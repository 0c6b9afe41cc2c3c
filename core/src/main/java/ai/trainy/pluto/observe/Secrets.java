package ai.trainy.pluto.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes what looks like a secret out of texts that leave the machine: by its form, by the name it
 * is assigned to, or by the option before it. Takes time in proportion to the text.
 */
public final class Secrets {
  public static final String MARK = "***REDACTED***";

  /** What a name ends with, or has before a dot, whose value is nobody's business. */
  private static final String NAME =
      "(?:passw(?:or)?d|passphrase|secret|credentials?|(?:api|access|private|account)[._-]?key"
          + "|(?:token|auth)(?![a-z]))[\\w.-]{0,64}+";

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\s\\S]*?(?:-----END [^-]*+-----|\\z)");

  /** But for the user that all of a server have, as in {@code ssh://git@}. */
  private static final Pattern URL_LOGIN = Pattern.compile("://(?!git@)[^\\s/?#\"']*@");

  private static final Pattern SCHEME = Pattern.compile("\\b(Bearer|Basic)\\s{1,8}+[^\\s\"']++");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\b(?:sk-[\\w-]{20,}+|sk_(?:live|test)_\\w{20,}+|hf_\\w{10,}+|gh[opsur]_\\w{30,}+"
              + "|github_pat_\\w{20,}+|glpat-[\\w-]{20,}+|xox[abeprs]-[\\w-]{20,}+"
              + "|mlp[is]_[\\w-]{10,}+|pypi-[\\w-]{10,}+|npm_\\w{20,}+|AKIA[A-Z0-9]{16}"
              + "|eyJ[\\w-]{10,}+\\.[\\w-]++\\.[\\w-]++)");

  /** Of Amazon, or as long in hexadecimal, as other trackers have them. */
  private static final Pattern FORTY =
      Pattern.compile("(?<=[=:\\s\"'])[A-Za-z0-9/+]{40}(?=$|[\\s'\",}])");

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)("
              + NAME
              + "(?:[\"']?\\s{0,8}+=\\s{0,8}+|[\"']\\s{0,8}+:\\s{0,8}+|\\s{0,8}+:\\s{1,8}+))"
              + "(?:\"[^\"\\n]*+\"?|'[^'\\n]*+'?|[^\\s,;&\"']++)");

  private static final Pattern OPTION = Pattern.compile("(?i)" + NAME + "$");

  private Secrets() {}

  /** A text without them. */
  public static String redacted(String text) {
    String clean = PRIVATE_KEY.matcher(text).replaceAll(MARK);
    clean = URL_LOGIN.matcher(clean).replaceAll("://" + MARK + "@");
    clean = SCHEME.matcher(clean).replaceAll("$1 " + MARK);
    clean = TOKEN.matcher(clean).replaceAll(MARK);
    clean = ASSIGNED.matcher(clean).replaceAll("$1" + MARK);
    return FORTY.matcher(clean).replaceAll(MARK);
  }

  /** Arguments without them: the value of an option may be the argument behind it. */
  public static List<String> redacted(List<String> arguments) {
    List<String> clean = new ArrayList<>();
    boolean named = false;
    for (String argument : arguments) {
      boolean option = argument.startsWith("-");
      clean.add(named && !option ? MARK : redacted(argument));
      named = option && OPTION.matcher(argument).find();
    }
    return clean;
  }
}
