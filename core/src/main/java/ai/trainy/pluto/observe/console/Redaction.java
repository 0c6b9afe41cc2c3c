package ai.trainy.pluto.observe.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what looks like a secret in a line, as the reference client does and where that leaves
 * gaps (the protocol, section 12). Used by one thread; takes time in proportion to the line.
 */
final class Redaction {
  static final String MARK = "***REDACTED***";

  private static final String NAMES =
      "(?:password|passwd|secret_key|secret|api_key|apikey|access_token|auth_token|token"
          + "|db_password|client_secret)";

  /**
   * A line is looked at closely only if one of these is in it, in any case: nearly none is, and a
   * search for words is cheaper than all the patterns.
   */
  private static final Pattern SUSPECT =
      Pattern.compile(
          "akia|-----|://|bearer |basic |sk[-_]|hf_|gh[po]_|glpat-|xox[bp]-|mlp[is]_|pypi-|npm_"
              + "|passw|secret|api_?key|token"
              // what stands alone between separators, like an AWS secret key
              + "|[=:\\s][A-Za-z0-9/+]{40}(?![^\\s'\",}])",
          Pattern.CASE_INSENSITIVE);

  private static final class Rule {
    private final Pattern pattern;
    private final String replacement;

    Rule(String pattern, String replacement) {
      this.pattern = Pattern.compile(pattern);
      this.replacement = replacement;
    }
  }

  /** In the reference's order. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("AKIA[0-9A-Z]{16}", MARK),
          new Rule("(?<=[=:\\s])[A-Za-z0-9/+]{40}(?=[\\s'\",}]|$)", MARK),
          new Rule(
              "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)",
              MARK),
          new Rule("(://[^\\s:/@]{1,256}+:)(?:[^\\s@]{0,1024}+@)++", "$1" + MARK + "@"),
          new Rule("\\b(Bearer|Basic) +\\S++", "$1 " + MARK),
          new Rule(
              "sk-[A-Za-z0-9_-]{20,}+|sk_(?:live|test)_[A-Za-z0-9]{20,}+|hf_[A-Za-z0-9]{10,}+"
                  + "|gh[po]_[A-Za-z0-9]{30,}+|glpat-[A-Za-z0-9_-]{20,}+|xox[bp]-[A-Za-z0-9-]{20,}+"
                  + "|mlp[is]_[A-Za-z0-9_-]{10,}+|pypi-[A-Za-z0-9_-]{10,}+|npm_[A-Za-z0-9]{20,}+",
              MARK),
          new Rule("(?i)['\"]?" + NAMES + "['\"]? *[=:] *(?:\"[^\"]*+\"|'[^']*+')", MARK),
          new Rule("(?i)['\"]?" + NAMES + "['\"]? *[=:] *[^\\s'\",}]++", MARK));

  private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z ]{0,40}PRIVATE KEY");
  private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z ]{0,40}PRIVATE KEY-----");

  /** Longer than any key's. */
  private static final int MOST_KEY_LINES = 200;

  private int keyLines;

  /** A line as others may see it. */
  String of(String line) {
    if (keyLines > 0) {
      return ofKey(line);
    }
    Matcher suspect = SUSPECT.matcher(line);
    if (!suspect.find()) {
      return line;
    }
    String redacted = line;
    for (Rule rule : RULES) {
      redacted = rule.pattern.matcher(redacted).replaceAll(rule.replacement);
    }
    if (KEY_BEGINS.matcher(line).find() && !KEY_ENDS.matcher(line).find()) {
      keyLines = MOST_KEY_LINES;
    }
    return redacted;
  }

  /** The lines of a private key, which the reference client shows. */
  private String ofKey(String line) {
    Matcher end = KEY_ENDS.matcher(line);
    if (!end.find()) {
      keyLines--;
      return MARK;
    }
    keyLines = 0;
    return MARK + of(line.substring(end.end()));
  }
}
