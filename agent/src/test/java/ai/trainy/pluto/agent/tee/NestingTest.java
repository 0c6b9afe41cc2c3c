package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.messages.Messages;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NestingTest {
  private static final OpenCall NOTHING = null;
  private static final Messages NOTICES = new Messages(new ByteArrayOutputStream());

  private final Nesting nesting = new Nesting(NOTICES);

  @Test
  void aThreadIsInACallUntilItsOutcomeIsTold() throws Exception {
    assertThat(nesting.isIn(Role.LOG, null)).isFalse();

    OpenCall call = nesting.enter(Role.LOG, null, NOTHING);
    assertThat(nesting.isIn(Role.LOG, null)).isTrue();

    call.exit(null, null);
    assertThat(nesting.isIn(Role.LOG, null)).isFalse();
  }

  @Test
  void callsOfOtherPurposesAreOthers() {
    nesting.enter(Role.ADD_TAGS, null, NOTHING);

    assertThat(nesting.isIn(Role.TAGS, null)).isTrue();
    assertThat(nesting.isIn(Role.LOG, null)).isFalse();
  }

  @Test
  void otherThreadsAreInNone() {
    nesting.enter(Role.LOG, null, NOTHING);

    assertThat(CompletableFuture.supplyAsync(() -> nesting.isIn(Role.LOG, null)).join()).isFalse();
  }

  @Test
  void whatIsDoneWithTheOutcomeIsOutsideAndMayFail() {
    OpenCall call =
        nesting.enter(
            Role.LOG,
            null,
            new OpenCall(NOTICES) {
              @Override
              void exit(Object returned, Throwable thrown) {
                assertThat(nesting.isIn(Role.LOG, null)).isFalse();
                throw new IllegalStateException((String) returned);
              }
            });

    assertThatThrownBy(() -> call.exit("failed", null)).hasMessage("failed");
    assertThat(nesting.isIn(Role.LOG, null)).isFalse();
  }

  @Test
  void aCallWhoseOutcomeWasNeverToldIsLeftWithTheOneAroundIt() throws Exception {
    OpenCall outer = nesting.enter(Role.FINISH, null, NOTHING);
    nesting.enter(Role.LOG, null, NOTHING);

    outer.exit(null, null);

    assertThat(nesting.isIn(Role.LOG, null)).isFalse();
    assertThat(nesting.isIn(Role.FINISH, null)).isFalse();
  }

  @Test
  void leavingAnInnerCallIsNotLeavingTheOuter() throws Exception {
    nesting.enter(Role.FINISH, null, NOTHING);
    nesting.enter(Role.LOG, null, NOTHING).exit(null, null);

    assertThat(nesting.isIn(Role.FINISH, null)).isTrue();
    assertThat(nesting.isIn(Role.LOG, null)).isFalse();
  }
}
