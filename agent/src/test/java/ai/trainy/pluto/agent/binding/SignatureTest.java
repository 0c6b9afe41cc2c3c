package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

  @Test
  void matchesByNameAndSimpleTypes() {
    Signature signature = Signature.of("log(JSONObject,int)");

    assertThat(signature.matches("log", List.of("org.json.JSONObject", "int"))).isTrue();
  }

  @Test
  void matchesATypeThatAFatJarMoved() {
    Signature signature = Signature.of("log(JSONObject)");

    assertThat(signature.matches("log", List.of("my.shaded.org.json.JSONObject"))).isTrue();
  }

  @Test
  void matchesANestedTypeByItsOwnName() {
    Signature signature = Signature.of("put(Entry)");

    assertThat(signature.matches("put", List.of("java.util.Map$Entry"))).isTrue();
  }

  @Test
  void matchesATypeOfThePackageWithoutAName() {
    assertThat(Signature.of("put(Entry)").matches("put", List.of("Entry"))).isTrue();
  }

  @Test
  void matchesAMethodWithoutParameters() {
    Signature signature = Signature.of("build()");

    assertThat(signature.matches("build", List.of())).isTrue();
    assertThat(signature.matches("build", List.of("int"))).isFalse();
  }

  @Test
  void anotherMethodIsNone() {
    assertThat(Signature.of("log(int)").matches("logs", List.of("int"))).isFalse();
  }

  @Test
  void theOrderOfTypesMatters() {
    Signature signature = Signature.of("log(int,Map)");

    assertThat(signature.matches("log", List.of("java.util.Map", "int"))).isFalse();
  }

  @Test
  void aBoxIsNoPrimitive() {
    assertThat(Signature.of("log(int)").matches("log", List.of("java.lang.Integer"))).isFalse();
  }

  @Test
  void aTypeWhoseNameOnlyEndsTheSameIsAnother() {
    assertThat(Signature.of("log(Object)").matches("log", List.of("org.json.JSONObject")))
        .isFalse();
  }

  @Test
  void matchesArraysAsTheyAreWrittenInJava() {
    Signature signature = Signature.of("log(double[],String[][])");

    assertThat(signature.matches("log", List.of("double[]", "java.lang.String[][]"))).isTrue();
    assertThat(signature.matches("log", List.of("double", "java.lang.String"))).isFalse();
  }

  @Test
  void isPrintedAsItIsWrittenWithoutBlanks() {
    assertThat(Signature.of(" log( Map , int[] ) ")).hasToString("log(Map,int[])");
  }
}
