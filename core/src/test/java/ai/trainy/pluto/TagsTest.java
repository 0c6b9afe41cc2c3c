package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.testing.Told;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagsTest {
  private final Told told = new Told();
  private final Tags tags = new Tags(told.messages());

  @Test
  void keepsTheirOrderAndEachOnce() {
    assertThat(tags.fitting(List.of("b", "a", "b", "c"))).containsExactly("b", "a", "c");
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void losesWhatTheServerCannotStore() {
    assertThat(tags.fitting(Arrays.asList("a\0b", null, "\ud83e"))).containsExactly("ab", "\ufffd");
  }

  @Test
  void takesFifty() {
    assertThat(tags.fitting(numbered(50))).hasSize(50);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void leavesOutTheLastBeyondFifty() {
    assertThat(tags.fitting(numbered(60))).isEqualTo(numbered(50));
    assertThat(told.lines())
        .containsExactly(
            "pluto: a run can have 50 tags; this one has 60. The last ones were dropped.");
  }

  @Test
  void keepsGroupAndJobTypeRatherThanATag() {
    List<String> many = numbered(60);
    many.add("group:night");
    many.add("job_type:train");

    assertThat(tags.fitting(many))
        .hasSize(50)
        .startsWith("tag-0")
        .endsWith("tag-47", "group:night", "job_type:train");
  }

  @Test
  void hasFiftyEvenOfJobTypes() {
    List<String> jobs =
        IntStream.range(0, 70).mapToObj(i -> "job_type:" + i).collect(Collectors.toList());

    assertThat(tags.fitting(jobs)).hasSize(50);
  }

  @Test
  void keepsTheLastOfSeveralGroups() {
    assertThat(tags.fitting(List.of("group:a", "x", "group:b", "group:c")))
        .containsExactly("x", "group:c");
    assertThat(told.count("Only 'group:c' is used")).isEqualTo(1);
  }

  @Test
  void anAssignmentKeepsGroupAndJobType() {
    List<String> before = List.of("old", "group:night", "job_type:train");

    assertThat(tags.assigned(List.of("new"), before))
        .containsExactly("new", "group:night", "job_type:train");
    assertThat(tags.assigned(List.of(), before)).containsExactly("group:night", "job_type:train");
    assertThat(tags.assigned(Arrays.asList("a", null), before)).hasSize(3);
  }

  @Test
  void anAssignmentMayBringAnotherGroup() {
    assertThat(tags.assigned(List.of("group:day", "x"), List.of("group:night", "job_type:a")))
        .containsExactly("group:day", "x", "job_type:a");
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void areNobodysToChange() {
    List<String> kept = tags.fitting(numbered(60));

    assertThatThrownBy(() -> kept.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "tag-" + i).collect(Collectors.toList());
  }
}
