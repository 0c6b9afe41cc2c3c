package com.example.wandb;

import java.util.Objects;

/** A piece of HTML. Immutable. */
public final class Html {

  private final String html;

  private Html(String html) {
    this.html = Objects.requireNonNull(html, "html");
  }

  public static Html of(String html) {
    return new Html(html);
  }

  public String html() {
    return html;
  }
}
