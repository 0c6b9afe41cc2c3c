package com.example.wandb;

import java.util.ArrayList;
import java.util.List;

/** The runs that are not finished, in the order of their opening. */
final class OpenRuns {

  private final List<Run> runs = new ArrayList<>();

  synchronized void add(Run run) {
    runs.add(run);
  }

  synchronized void remove(Run run) {
    runs.remove(run);
  }

  /** The newest, or null. */
  synchronized Run newest() {
    return runs.isEmpty() ? null : runs.get(runs.size() - 1);
  }
}
