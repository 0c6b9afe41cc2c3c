package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every failure a service is known to answer with (the protocol, sections 0.4, 1.3, 2.3 and 8.5),
 * and what is made of it, reason included.
 */
class FailureShapesTest {
  private static final MetricsBody ONE_ROW =
      new MetricsBody(List.of(new MetricRow(1, 2, new String[] {"a"}, new double[] {3})));

  /** Answers of api and py. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // api: a rejection by the handler
        "400|{\"error\":\"Organization is at limit\"}|REFUSED: Organization is at limit",
        "400|{\"error\":\"A run can have at most one group:* tag.\"}"
            + "|REFUSED: A run can have at most one group:* tag.",
        "404|{\"error\":\"Run not found\"}|REFUSED: Run not found",
        "409|{\"error\":\"displayId 'A-1' is ambiguous\"}|REFUSED: displayId 'A-1' is ambiguous",
        "400|{\"error\":\"Malformed JSON in request body\"}"
            + "|REFUSED: Malformed JSON in request body",
        // api: a reason that restates the status gives way to a better one
        "400|{\"error\":\"Bad Request\",\"message\":\"tags are too many\"}"
            + "|REFUSED: tags are too many",
        "401|{\"error\":\"Unauthorized\",\"message\":\"Key not found\"}"
            + "|NOT_SIGNED_IN: Key not found",
        "401|{\"error\":\"Unauthorized\",\"message\":\"API key has expired\"}"
            + "|NOT_SIGNED_IN: API key has expired",
        "401|{\"error\":\"Unauthorized\"}|NOT_SIGNED_IN: HTTP 401: {\"error\":\"Unauthorized\"}",
        "403|{\"error\":\"Forbidden\",\"message\":\"not your project\"}"
            + "|NOT_SIGNED_IN: not your project",
        // api: a violation of the schema, whose error is an object
        "400|{\"success\":false,\"error\":{\"name\":\"ZodError\",\"issues\":[{\"code\":\"too_big\","
            + "\"path\":[\"tags\"],\"message\":\"at most 50\"}]}}|REFUSED: tags: at most 50",
        "400|{\"success\":false,\"error\":{\"name\":\"ZodError\",\"issues\":[{\"path\":[\"tags\",3],"
            + "\"message\":\"Expected string\"},{\"path\":[],\"message\":\"Required\"}]}}"
            + "|REFUSED: tags: 3: Expected string; Required",
        // api: paths it does not know
        "404|404 Not Found|REFUSED: HTTP 404: 404 Not Found",
        // py: its handlers, and its schema
        "401|{\"detail\":\"Invalid or expired API key for this run\"}"
            + "|NOT_SIGNED_IN: Invalid or expired API key for this run",
        "404|{\"detail\":\"Run not found\"}|REFUSED: Run not found",
        "422|{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"runId\"]}]}"
            + "|REFUSED: HTTP 422: {\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"runId\"]}]}",
        // what is in front of the services
        "413|<html>too large</html>|REFUSED: HTTP 413: <html>too large</html>",
        "400|<html>Bad Request</html>"
            + "|TRY_AGAIN: HTTP 400, a web page from something between here and Pluto",
        "404|<html>Not here</html>"
            + "|TRY_AGAIN: HTTP 404, a web page from something between here and Pluto",
        "401|<html>Sign in</html>"
            + "|TRY_AGAIN: HTTP 401, a web page from something between here and Pluto",
        "403|<html>Blocked</html>"
            + "|TRY_AGAIN: HTTP 403, a web page from something between here and Pluto",
        "403|Blocked by your administrator|TRY_AGAIN: HTTP 403, an answer that is not Pluto's",
        "302|``|TRY_AGAIN: HTTP 302, a redirect from something between here and Pluto",
        "403|``|NOT_SIGNED_IN: HTTP 403",
        "400|[1]|REFUSED: HTTP 400: [1]",
        "400|null|REFUSED: HTTP 400: null",
        "400|{\"error\":7}|REFUSED: HTTP 400: {\"error\":7}",
        // troubles that pass
        "408|``|TRY_AGAIN: HTTP 408, the request took too long",
        "429|wait 7.31 s|TRY_AGAIN: HTTP 429, too many requests",
        "500|{\"error\":\"Failed to create run\"}"
            + "|TRY_AGAIN: HTTP 500, a server error: Failed to create run",
        "500|{\"detail\":\"Internal Server Error\"}" + "|TRY_AGAIN: HTTP 500, a server error",
        "502|<html>Bad Gateway</html>|TRY_AGAIN: HTTP 502, a server error",
        "503|``|TRY_AGAIN: HTTP 503, a server error",
        "504|``|TRY_AGAIN: HTTP 504, a server error",
        "599|``|TRY_AGAIN: HTTP 599, a server error"
      })
  void answersOfControlAndLive(int status, String body, String outcome) {
    assertThat(of(response(status, body))).hasToString(outcome);
  }

  /** Answers of the streaming endpoints. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "InvalidToken (1002 - Authentication Error): API key has expired"
            + "|NOT_SIGNED_IN: API key has expired",
        "InvalidToken (1002 - Authentication Error): Invalid API key"
            + "|NOT_SIGNED_IN: Invalid API key",
        "MissingToken (1003 - Authentication Error): Missing Authorization header"
            + "|NOT_SIGNED_IN: Missing Authorization header",
        "InvalidTokenFormat (1006 - Authentication Error): Bearer token contains invalid characters"
            + "|NOT_SIGNED_IN: Bearer token contains invalid characters",
        "InvalidBearerFormat (1007 - Authentication Error): Authorization header must start with"
            + " 'Bearer '|NOT_SIGNED_IN: Authorization header must start with 'Bearer '",
        "InvalidHeaderFormat (2004 - Validation Error): Missing required header: X-Run-Id"
            + "|TRY_AGAIN: Missing required header: X-Run-Id",
        "InvalidMetricFormat (2005 - Validation Error): 'data' field cannot be empty"
            + "|REFUSED: 'data' field cannot be empty",
        "InvalidLogFormat (2006 - Validation Error): blank|REFUSED: blank",
        "StreamProcessingError (3002 - Processing Error): queue closed|TRY_AGAIN: queue closed",
        "StreamDecodingError (3004 - Processing Error): not a line: {\\\"time\\\":\\\"x\\\"}"
            + "|REFUSED: not a line: {\"time\":\"x\"}",
        "DatabaseError (4001 - Database Error): Failed to validate API key"
            + "|TRY_AGAIN: Failed to validate API key",
        "Unheard (9999 - Of): new|REFUSED: new"
      })
  void causesInsideA422(String cause, String outcome) {
    String body =
        "{\"code\":\"PROCESSING_FAILED\",\"message\":\"Failed to process metrics stream: "
            + cause
            + "\"}";

    assertThat(ofIngest(response(422, body))).hasToString(outcome);
  }

  /** What comes from in front of ingest, or from an ingest that has changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "401|{\"code\":\"INVALID_TOKEN\",\"message\":\"API key has been revoked\"}"
            + "|NOT_SIGNED_IN: API key has been revoked",
        "403|``|NOT_SIGNED_IN: HTTP 403",
        "422|{\"code\":\"NEW\",\"message\":\"without a number\"}|REFUSED: without a number",
        "422|Failed to process metrics stream: DatabaseError (4001 - Database Error): away"
            + "|TRY_AGAIN: away",
        "400|{\"code\":\"INVALID_HEADER_FORMAT\",\"message\":\"Missing header\"}"
            + "|REFUSED: Missing header",
        "413|too large|REFUSED: HTTP 413: too large",
        "415|``|REFUSED: HTTP 415",
        // a wrong turn on the way: the data is not at fault
        "404|``|TRY_AGAIN: HTTP 404, an answer that is not Pluto's",
        "405|``|TRY_AGAIN: HTTP 405, an answer that is not Pluto's",
        "302|``|TRY_AGAIN: HTTP 302, a redirect from something between here and Pluto",
        "403|<html>Blocked</html>"
            + "|TRY_AGAIN: HTTP 403, a web page from something between here and Pluto",
        "408|``|TRY_AGAIN: HTTP 408, the request took too long",
        "429|``|TRY_AGAIN: HTTP 429, too many requests",
        "500|``|TRY_AGAIN: HTTP 500, a server error",
        "502|``|TRY_AGAIN: HTTP 502, a server error",
        "503|{\"code\":\"DATABASE_ERROR\",\"message\":\"Failed to validate API key\"}"
            + "|TRY_AGAIN: HTTP 503, a server error"
      })
  void answersInFrontOfIngest(int status, String body, String outcome) {
    assertThat(ofIngest(response(status, body))).hasToString(outcome);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void successIsAcceptedIfItIsPlutosAnswer(int status) {
    assertThat(of(response(status, "{}")).isAccepted()).isTrue();
    assertThat(ofIngest(response(status, "Stream processed successfully: 1 records")).isAccepted())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 203, 204, 206, 299})
  void plutoSaysYesWithNoOtherStatus(int status) {
    String why = "TRY_AGAIN: HTTP " + status + ", an answer that is not Pluto's";

    assertThat(of(response(status, "{}"))).hasToString(why);
    assertThat(ofIngest(response(status, "Stream processed successfully: 1 records")))
        .hasToString(why);
  }

  @Test
  void noAnswerAtAllIsTriedAgainWithTheReasonOfTheNetwork() {
    ApiResponse response =
        new ApiResponse("no connection to 127.0.0.1:1", ApiResponse.Lack.NOT_SENT);

    assertThat(of(response)).hasToString("TRY_AGAIN: no connection to 127.0.0.1:1");
    assertThat(ofIngest(response)).hasToString("TRY_AGAIN: no connection to 127.0.0.1:1");
  }

  @Test
  void aProxyThatAsksWhoThisIsSaysNothingAboutTheData() {
    ApiResponse response = response(407, "<html>Sign in</html>");
    String said = "a proxy does not accept the user and password, or was given none (HTTP 407)";

    assertThat(of(response)).hasToString("TRY_AGAIN: " + said);
    assertThat(ofIngest(response)).hasToString("TRY_AGAIN: " + said);
    assertThat(AlertFailure.of(response)).hasToString("TRY_AGAIN: " + said);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void thePauseTheServerAsksForIsHandedOn(int status) {
    ApiResponse response = new ApiResponse(status, Content.of(""), Duration.ofSeconds(7));

    assertThat(of(response).after()).isEqualTo(Duration.ofSeconds(7));
    assertThat(ofIngest(response).after()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void thePauseIsHandedOnFromInsideA422() {
    Outcome<Void> outcome =
        ofIngest(
            new ApiResponse(
                422, Content.of("{\"message\":\"X (4001 - Y): z\"}"), Duration.ofSeconds(7)));

    assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aLongReasonIsCutShort() {
    assertThat(of(response(404, "x".repeat(10_000))).why())
        .isEqualTo("HTTP 404: " + "x".repeat(500));
    assertThat(of(response(400, "{\"error\":\"" + "x".repeat(10_000) + "\"}")).why())
        .isEqualTo("x".repeat(500));
  }

  @Test
  void aReasonIsOneLineWithoutControlCharacters() {
    String body = "{\"error\":\" a\\r\\n\\u001b[31mb\\u0000\\tc \"}";

    assertThat(of(response(400, body)).why()).isEqualTo("a [31mb c");
  }

  /**
   * The start of a cause again and again, and never its end: each one began a search to the end.
   */
  @Test
  void theCauseOfA422IsLookedForInTheStartOfItsReasonOnly() {
    String million = "(1002 - ".repeat(1 << 17);

    Outcome<Void> plain = ofIngest(response(422, million + "): late"));
    Outcome<Void> inJson = ofIngest(response(422, "{\"message\":\"" + million + "): late\"}"));

    assertThat(plain.why()).startsWith("HTTP 422: (1002 - (1002").hasSize(510);
    assertThat(inJson.why()).startsWith("(1002 - (1002").hasSizeBetween(499, 500);
    assertThat(plain.kind()).isEqualTo(Outcome.Kind.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 504})
  void aTimeOutOfTheOtherSideIsOne(int status) {
    assertThat(of(response(status, "")).isTimeout()).isTrue();
    assertThat(ofIngest(response(status, "")).isTimeout()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too large", "<html>Request Entity Too Large</html>"})
  void a413IsAboutTheSize(String body) {
    assertThat(of(response(413, body)).isTooLarge()).isTrue();
    assertThat(ofIngest(response(413, body)).isTooLarge()).isTrue();
  }

  /** Of a call whose yes is any JSON object. */
  private static Outcome<JsonValue> of(ApiResponse response) {
    return ControlFailure.of(response, Optional::of);
  }

  private static Outcome<Void> ofIngest(ApiResponse response) {
    return IngestFailure.of(response, ONE_ROW);
  }

  private static ApiResponse response(int status, String body) {
    return new ApiResponse(status, Content.of(body == null ? "" : body), Duration.ZERO);
  }
}
