package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Objects of the JDK as the text that people write for them. */
@SuppressWarnings("JavaUtilDate") // programs still have them
class SimpleTextTest {
  private enum Phase {
    WARM_UP {
      @Override
      public String toString() {
        return "warm-up";
      }
    }
  }

  @Test
  void anEnumIsItsName() throws NotPlainException {
    assertThat(PlainValue.of(Phase.WARM_UP)).isEqualTo("WARM_UP");
  }

  @Test
  void aTimeIsInIso8601() throws Exception {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
    calendar.setTimeInMillis(1_767_225_600_123L);

    assertThat(PlainValue.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(PlainValue.of(LocalDate.of(2026, 1, 2))).isEqualTo("2026-01-02");
    assertThat(PlainValue.of(Duration.ofSeconds(90))).isEqualTo("PT1M30S");
    assertThat(PlainValue.of(new Date(0))).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(PlainValue.of(java.sql.Date.valueOf("2026-01-02"))).isEqualTo("2026-01-02");
    assertThat(PlainValue.of(java.sql.Time.valueOf("23:30:00"))).isEqualTo("23:30:00");
    assertThat(PlainValue.of(calendar)).isEqualTo("2026-01-01T00:00:00.123Z");
  }

  /** As those of SQL are, which have no instant. */
  @Test
  void aDateWithoutAnInstantIsOneAsWell() throws NotPlainException {
    Date date =
        new Date(0) {
          private static final long serialVersionUID = 1;

          @Override
          public Instant toInstant() {
            throw new UnsupportedOperationException();
          }
        };

    assertThat(PlainValue.of(date)).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void aDateMayBeFarAway() throws NotPlainException {
    assertThat(PlainValue.of(new Date(Long.MAX_VALUE))).isEqualTo("+292278994-08-17T07:12:55.807Z");
    assertThat((String) PlainValue.of(new Date(Long.MIN_VALUE))).startsWith("-292275055-");
  }

  @Test
  void idsAndPlacesAreTheirText() throws Exception {
    UUID id = new UUID(1, 2);

    assertThat(PlainValue.of(id)).isEqualTo("00000000-0000-0001-0000-000000000002");
    assertThat(PlainValue.of(URI.create("s3://bucket/a"))).isEqualTo("s3://bucket/a");
    assertThat(PlainValue.of(new URL("https://example.test/a")))
        .isEqualTo("https://example.test/a");
    assertThat(PlainValue.of(Path.of("data", "a"))).isEqualTo(Path.of("data", "a").toString());
    assertThat(PlainValue.of(new File("a"))).isEqualTo("a");
    assertThat(PlainValue.of(StandardCharsets.UTF_8)).isEqualTo("UTF-8");
    assertThat(PlainValue.of(Locale.CANADA)).isEqualTo("en_CA");
    assertThat(PlainValue.of(ZoneId.of("UTC"))).isEqualTo("UTC");
    assertThat(PlainValue.of(String.class)).isEqualTo("java.lang.String");
  }

  @Test
  void theyAreSoWithinOthers() throws NotPlainException {
    assertThat(PlainValue.of(Map.of(Phase.WARM_UP, List.of(Phase.WARM_UP))))
        .isEqualTo(Map.of("warm-up", List.of("WARM_UP")));
  }
}
