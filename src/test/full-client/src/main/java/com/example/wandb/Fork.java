package com.example.wandb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a run branches off another: {@code ID?_step=N}. */
final class Fork {

  private static final Pattern FORM = Pattern.compile("([^?]+)\\?_step=(\\d{1,18})");

  private final String runId;
  private final long step;

  private Fork(String runId, long step) {
    this.runId = runId;
    this.step = step;
  }

  /** Throws IllegalArgumentException unless {@code run} can branch off what the text names. */
  static Fork parse(String text, String run) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("forkFrom takes ID?_step=N, not '" + text + "'");
    }
    Fork fork = new Fork(matcher.group(1), Long.parseLong(matcher.group(2)));
    if (fork.runId.equals(run)) {
      throw new IllegalArgumentException("run " + run + " cannot be forked from itself");
    }
    return fork;
  }

  /** The step of the other run that the new one goes on from. */
  long step() {
    return step;
  }
}
