package ai.trainy.pluto.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentFileTest {
  @Test
  void wordsAreBetweenWhiteSpaceOfAnyKind() {
    assertThat(ArgumentFile.arguments(" -Xmx1g\t-cp app.jar\r\n\n-ea\f"))
        .containsExactly("-Xmx1g", "-cp", "app.jar", "-ea");
  }

  @Test
  void commentsEndWithTheLine() {
    assertThat(ArgumentFile.arguments("# -javaagent:a.jar\n-ea # it's on\n-esa#off"))
        .containsExactly("-ea", "-esa");
  }

  @Test
  void quotesHoldWhatWouldEndAWord() {
    assertThat(ArgumentFile.arguments("-javaagent:\"my agents/a #1.jar\"=x '-Da=\"b\"' \"\""))
        .containsExactly("-javaagent:my agents/a #1.jar=x", "-Da=\"b\"", "");
  }

  @Test
  void aBackslashIsSpecialWithinQuotesOnly() {
    assertThat(ArgumentFile.arguments("C:\\lab\\a.jar \"C:\\\\lab\\\\a.jar\" \"a\\tb\\\"c\""))
        .containsExactly("C:\\lab\\a.jar", "C:\\lab\\a.jar", "a\tb\"c");
  }

  @Test
  void aQuotedLineGoesOnInTheNextOne() {
    assertThat(ArgumentFile.arguments("\"a.jar:\\\r\n    b.jar\"")).containsExactly("a.jar:b.jar");
  }
}
