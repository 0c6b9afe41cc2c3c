package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingParserTest {

  @Test
  void readsClassesInOrder() {
    ClientBinding client = parse("class a.Run", "class *.b.Run$Builder");

    assertThat(client.classes())
        .extracting(ClassBinding::name)
        .containsExactly("a.Run", "b.Run$Builder");
  }

  @Test
  void aStarInFrontOfAClassMakesItRelocatable() {
    List<ClassBinding> classes = parse("class a.Run", "class *.b.Run").classes();

    assertThat(classes.get(0).prefixIn("shaded.a.Run")).isEmpty();
    assertThat(classes.get(1).prefixIn("shaded.b.Run")).contains("shaded.");
  }

  @Test
  void methodsBelongToTheClassAboveThem() {
    List<ClassBinding> classes =
        parse("class a.One", "  x() : init", "  y() : finish", "class a.Two", "  z() : finish")
            .classes();

    assertThat(classes.get(0).methods()).extracting(Object::toString).containsExactly("x()", "y()");
    assertThat(classes.get(1).methods()).extracting(Object::toString).containsExactly("z()");
  }

  @Test
  void readsRoleAndInputs() throws ReflectiveOperationException {
    MethodBinding method = method("log(Map,int) : log data=arg0 step=arg1");

    assertThat(method.role()).isEqualTo(Role.LOG);
    assertThat(method.inputs()).containsOnlyKeys(Input.DATA, Input.STEP);
    assertThat(method.inputs().get(Input.STEP).asked(null, new Object[] {"d", 7})).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "builder, BUILDER",
    "init, INIT",
    "log data=this, LOG",
    "finish, FINISH",
    "tags tags=this, TAGS",
    "add-tags tags=this, ADD_TAGS",
    "alert title=this, ALERT",
    "save files=this, SAVE",
    "artifact artifact=this, ARTIFACT",
    "artifact file=this name=this, ARTIFACT",
    "exit exit-code=this, EXIT",
    "uncaught thrown=this, UNCAUGHT"
  })
  void knowsEveryRole(String words, Role role) {
    assertThat(method("m() : " + words).role()).isEqualTo(role);
  }

  @ParameterizedTest
  @CsvSource({
    "project, PROJECT",
    "name, NAME",
    "id, ID",
    "notes, NOTES",
    "group, GROUP",
    "job-type, JOB_TYPE",
    "config, CONFIG",
    "add-tags, ADD_TAGS",
    "clear-tags, CLEAR_TAGS",
    "fork-from, FORK_FROM"
  })
  void knowsEveryInputOfABuilder(String word, Input input) {
    assertThat(method("m() : builder " + word + "=this").inputs()).containsOnlyKeys(input);
  }

  @Test
  void aMethodMayBeSpelledInSeveralWays() {
    MethodBinding method = method("finish(int) | done(int) : finish exit-code=arg0");

    assertThat(method.matches("finish", List.of("int"))).isTrue();
    assertThat(method.matches("done", List.of("int"))).isTrue();
    assertThat(method).hasToString("finish(int) or done(int)");
  }

  @Test
  void aMethodIsRequiredUnlessItSaysOtherwise() {
    assertThat(method("m() : init").isOptional()).isFalse();
    assertThat(method("m(int) : builder name=arg0 optional").isOptional()).isTrue();
  }

  @Test
  void blanksAndCommentsAndLineEndsDoNotMatter() {
    BindingFile file =
        new BindingParser("f")
            .parse(
                "# one\r\n\r\n  # class x.Y\nclass   a.Run  \n\t m( Map , int )  :  log   data=arg0 ");

    List<ClassBinding> classes = file.clients().get(0).classes();
    assertThat(classes).hasSize(1);
    assertThat(classes.get(0).name()).isEqualTo("a.Run");
    assertThat(classes.get(0).methods()).extracting(Object::toString).containsExactly("m(Map,int)");
  }

  @Test
  void anEmptyTextBindsNothing() {
    assertThat(parse("").classes()).isEmpty();
  }

  @Test
  void aMethodBeforeTheFirstClassIsAnError() {
    assertFails(
        "m() : init", "a method before the first class; expected class NAME, or value NAME : ...");
  }

  @Test
  void aLineThatHoldsAloneComesFirstThereAndNotAtAllElsewhere() {
    ClassBinding bound =
        new BindingParser("my.binding")
            .parse(
                "class a.B\n m(Map) : log data=arg0 step=this.step()\n"
                    + " m(Map) : log data=arg0 alone\n q() : skip answer=\"a b\"\n")
            .clients()
            .get(0)
            .classes()
            .get(0);

    assertThat(bound.methods()).hasSize(1);
    assertThat(bound.methods().get(0).inputs()).containsKey(Input.STEP);
    assertThat(bound.standaloneMethods()).hasSize(3);
    assertThat(bound.standaloneMethods().get(0).inputs()).doesNotContainKey(Input.STEP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "m()!expected SIGNATURE : ROLE INPUT=SOURCE ...",
        "m() : init : log!expected SIGNATURE : ROLE INPUT=SOURCE ...",
        "m():init!expected SIGNATURE : ROLE INPUT=SOURCE ...",
        "m : init!no such signature: m; expected name(Type,Type)",
        "m(int : init!no such signature: m(int; expected name(Type,Type)",
        "m(int,) : init!no such signature: m(int,); expected name(Type,Type)",
        "m(,) : init!no such signature: m(,); expected name(Type,Type)",
        "m(Map<String>) : init!no such signature: m(Map<String>); expected name(Type,Type)",
        "m() | : init!no such signature: ; expected name(Type,Type)",
        "m() : init run=this run=arg0!given twice: run",
        "m() : log!log needs data, or key and value",
        "m() : log key=this!log needs data, or key and value",
        "m() : log data=this key=this value=this!log needs data, or key and value",
        "m() : tags!tags needs tags",
        "m() : artifact name=this!artifact needs artifact, or file",
        "m(int) : log data=arg1!data is an argument that m(int) has not",
        "m() : log data=return!data is of the result, which only an init is asked for",
        "m() : finish project=this!finish has no input project; it has run, exit-code, answer",
        "m() : finish exit_code=this!finish has no input exit_code; did you mean exit-code? It has run,"
            + " exit-code, answer",
        "m() : init first-step=arg0!first-step is a text of the binding that looks like \\d{1,15}",
        "m() : init first-step=\"one\"!first-step is a text of the binding that looks like \\d{1,15}",
        "m() : init steps-follow=\"yes\"!steps-follow is a text of the binding that looks like"
            + " no|at|after",
        "m(Map) : log data=arg0 step-into=arg0!step-into is one key of an argument, such as"
            + " arg0[\"_step\"]",
        "m(Map) : log data=arg0 step-into=arg0[\"a\"]|arg0[\"b\"]!step-into is one key of an argument,"
            + " such as arg0[\"_step\"]",
        "m() : init record=return.data()!record is read where nothing is returned: not from the"
            + " result",
        "client!a client without a name; expected client NAME",
        "class a b!no such name of a class: a b",
        "m() : log arg0!expected INPUT=SOURCE instead of arg0",
        "m() : log Optional!expected INPUT=SOURCE instead of Optional",
        "value a.Run!expected NAME : KIND PART=SOURCE ...",
        "m() : log data=arg!no such source: arg; expected arg0, this or return, and getters or"
            + " [\"key\"] behind it, or \"text\"",
        "m() : log data=!no such source: ; expected arg0, this or return, and getters or [\"key\"]"
            + " behind it, or \"text\"",
        "m() : log data=that!no such source: that; expected arg0, this or return, and getters or"
            + " [\"key\"] behind it, or \"text\""
      })
  void aBadLineIsAnErrorThatNamesFileAndLine(String line, String fault) {
    assertThatThrownBy(() -> new BindingParser("my.binding").parse("class a.Run\n\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("my.binding, line 3: " + fault);
  }

  @Test
  void anUnknownNameIsAnErrorThatTellsTheNearestAndTheOthers() {
    assertThatThrownBy(() -> method("m() : finnish"))
        .hasMessageContaining(
            "line 2: no such role: finnish; did you mean finish? Roles are builder");
    assertThatThrownBy(() -> method("m(int) : log dat=arg0"))
        .hasMessageContaining("line 2: log has no input dat; did you mean data? It has run, data");
  }

  @Test
  void whatIsBoundTwiceIsAnError() {
    assertThatThrownBy(() -> parse("class a.Run", "m() : init", "n() | m() : finish"))
        .hasMessageContaining("line 3: bound twice: a.Run.m()");
    assertThatThrownBy(() -> parse("class a.Run", "class a.Run"))
        .hasMessageContaining("line 2: bound twice: class a.Run");
  }

  @Test
  void aMethodOfTheSameNameWithOtherParametersIsAnother() {
    assertThat(parse("class a.Run", "m() : finish", "m(int) : finish").classes().get(0).methods())
        .hasSize(2);
  }

  @Test
  void twoClientsOfAFileCannotNameOneClass() {
    String one = "class a.A\nm() : init\n";

    assertThatThrownBy(() -> new BindingParser("f").parse(one + "client two\n" + one))
        .hasMessageContaining("line 4: bound twice: class a.A");
  }

  @Test
  void keepIsARoleAndAWordOfAnInit() {
    List<MethodBinding> methods =
        parse("class a.A", "m() : keep", "n() : init keep", "o() : finish")
            .classes()
            .get(0)
            .standaloneMethods();

    assertThat(methods).extracting(MethodBinding::role).contains(Role.KEEP, Role.INIT);
    assertThat(methods).extracting(MethodBinding::isKept).containsExactly(false, true, false);
    assertThatThrownBy(() -> parse("class a.A", "m() : finish keep"))
        .hasMessageContaining("keep is a role of its own, or a word behind an init");
  }

  @Test
  void aClientIsCalledByItsFileAndItsName() {
    BindingFile file =
        new BindingParser("f").parse("class a.A\nm() : init\nclient two\nclass b.A\nm() : init");

    assertThat(file.clients())
        .extracting(ClientBinding::name)
        .containsExactly("f", "f, client two");
  }

  @Test
  void aTextInQuotesMayHaveBlanksAndBars() {
    MethodBinding method = method("m(Map) : init project=\"a b|c\" name=arg0[\"run name\"]");

    assertThat(method.inputs().get(Input.PROJECT).asked(null, new Object[0])).isEqualTo("a b|c");
    assertThat(
            method.inputs().get(Input.NAME).asked(null, new Object[] {Map.of("run name", "owl")}))
        .isEqualTo("owl");
  }

  @Test
  void aQuoteThatDoesNotEndIsAnError() {
    assertThatThrownBy(() -> method("m() : init project=\"a b"))
        .hasMessageContaining("line 2: a quote that does not end");
  }

  @Test
  void aFileMayDescribeSeveralClients() {
    BindingFile file =
        new BindingParser("f")
            .parse(
                "client one\nclass a.A\nm() : init\nclass a.B\nclient two\nclass b.A\nm() : init");

    assertThat(file.clients()).extracting(client -> client.classes().size()).containsExactly(2, 1);
  }

  @Test
  void aFileMayDescribeValues() {
    BindingFile file =
        new BindingParser("f")
            .parse("class a.A\nvalue *.Image : image file=this.path()\nm() : init");

    assertThat(file.values()).extracting(ValueBinding::kind).containsExactly(ValueKind.IMAGE);
    assertThat(file.clients().get(0).classes().get(0).methods()).hasSize(1);
  }

  private static void assertFails(String text, String fault) {
    assertThatThrownBy(() -> new BindingParser("my.binding").parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("my.binding, line 1: " + fault);
  }

  private static MethodBinding method(String line) {
    return parse("class a.Run", line).classes().get(0).methods().get(0);
  }

  private static ClientBinding parse(String... lines) {
    List<ClientBinding> clients =
        new BindingParser("my.binding").parse(String.join("\n", lines)).clients();
    return clients.isEmpty() ? new ClientBinding("none", List.of()) : clients.get(0);
  }
}
