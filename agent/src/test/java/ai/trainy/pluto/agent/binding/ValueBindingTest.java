package ai.trainy.pluto.agent.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueBindingTest {

  /** A client's picture. */
  public static class Picture {
    public String title() {
      return "an owl";
    }

    public String subtitle() {
      return null;
    }

    public Map<String, String> details() {
      return Map.of("format", "png");
    }

    public byte[] fails() {
      throw new IllegalStateException("closed");
    }
  }

  /** A picture of another kind. */
  public static final class Photo extends Picture {}

  /** What it is is in its name alone. */
  interface Picturesque {}

  @Test
  void isOfItsKind() {
    assertThat(ValueBinding.of("com.acme.Clip : video file=this.path()").kind())
        .isEqualTo(ValueKind.VIDEO);
  }

  @Test
  void theNameIsThatClassAlone() {
    String name = Picture.class.getName();

    assertThat(ValueBinding.of(name + " : image").matches(Picture.class)).isTrue();
    assertThat(ValueBinding.of("x." + name + " : image").matches(Picture.class)).isFalse();
    assertThat(ValueBinding.of("Picture : image").matches(Picture.class)).isFalse();
  }

  @Test
  void aNameWithAStarIsThatOfAClassInAnyPackageOrClass() {
    assertThat(ValueBinding.of("*.Picture : image").matches(Picture.class)).isTrue();
    assertThat(ValueBinding.of("*.binding.ValueBindingTest$Picture : image").matches(Picture.class))
        .isTrue();
    assertThat(ValueBinding.of("*.Picture : image").matches(Picturesque.class)).isFalse();
    assertThat(ValueBinding.of("*.icture : image").matches(Picture.class)).isFalse();
  }

  @Test
  void whatExtendsOrImplementsABoundClassIsBoundToo() {
    Object implementing = new Picturesque() {};

    assertThat(ValueBinding.of("*.Picture : image").matches(Photo.class)).isTrue();
    assertThat(ValueBinding.of("*.Picturesque : image").matches(implementing.getClass())).isTrue();
    assertThat(ValueBinding.of("*.Photo : image").matches(Picture.class)).isFalse();
  }

  @Test
  void readsAPartByAGetter() throws InvocationTargetException {
    ValueBinding binding = ValueBinding.of("*.Picture : image caption=this.title()");

    assertThat(binding.read(ValuePart.CAPTION, new Picture())).isEqualTo("an owl");
  }

  @Test
  void readsTheFirstAlternativeThatIsThereAndNotNull() throws InvocationTargetException {
    ValueBinding binding =
        ValueBinding.of(
            "*.Picture : image caption=this.getCaption()|this.subtitle()|this.title()|\"none\"");

    assertThat(binding.read(ValuePart.CAPTION, new Picture())).isEqualTo("an owl");
  }

  @Test
  void readsConstantsAndKeysOfMaps() throws InvocationTargetException {
    ValueBinding binding =
        ValueBinding.of("*.Picture : image caption=\"fixed\" format=this.details()[\"format\"]");

    assertThat(binding.read(ValuePart.CAPTION, new Picture())).isEqualTo("fixed");
    assertThat(binding.read(ValuePart.FORMAT, new Picture())).isEqualTo("png");
  }

  @Test
  void aPartThatIsNotThereIsNull() throws InvocationTargetException {
    ValueBinding binding = ValueBinding.of("*.Picture : image bytes=this.bytes()");

    assertThat(binding.read(ValuePart.BYTES, new Picture())).isNull();
    assertThat(binding.read(ValuePart.FILE, new Picture())).isNull();
  }

  @Test
  void aGetterThatThrowsIsSaid() {
    ValueBinding binding = ValueBinding.of("*.Picture : image bytes=this.fails()|this.bytes()");

    assertThatThrownBy(() -> binding.read(ValuePart.BYTES, new Picture()))
        .isInstanceOf(InvocationTargetException.class)
        .hasRootCauseMessage("closed");
  }

  @Test
  void partsOfAnEntryStartAtTheEntry() throws InvocationTargetException {
    ValueBinding binding =
        ValueBinding.of("*.Album : artifact entries=this.all() entry-path=each.title()");

    assertThat(binding.read(ValuePart.ENTRY_PATH, new Picture())).isEqualTo("an owl");
  }

  @Test
  void anyWhiteSpaceMayBeBetweenWords() {
    assertThat(ValueBinding.of("  a.B\t:  audio  rate=this.rate() ").kind())
        .isEqualTo(ValueKind.AUDIO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "com.acme.Image; expected NAME : KIND",
        "com.acme.Image : ; expected NAME : KIND",
        "com.acme.Image : image : image; expected NAME : KIND",
        "an Image : image; expected NAME : KIND",
        "Image : statue; no such kind of value: statue",
        "Image : image this.path(); expected PART=SOURCE instead of this.path()",
        "Image : image colour=this.colour(); no such part: colour",
        "Image : image rate=this.rate(); no part of image: rate",
        "Image : image file=this.a() file=this.b(); given twice: file",
        "Image : image file=path(); no such source: path()",
        "Image : image file=arg0; no such source: arg0",
        "Image : image file=each.path(); no such source: each.path()",
        "A : artifact entry-path=this.path(); no such source: this.path()",
        "Image : image file=this.path(1); no such source: this.path(1)"
      })
  void anythingElseIsRefused(String line, String why) {
    assertThatThrownBy(() -> ValueBinding.of(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void betweenQuotesNoCharacterIsSpecial() throws InvocationTargetException {
    ValueBinding binding = ValueBinding.of("Picture : image caption=\"no : title | none\"");

    assertThat(binding.read(ValuePart.CAPTION, new Picture())).isEqualTo("no : title | none");
  }
}
