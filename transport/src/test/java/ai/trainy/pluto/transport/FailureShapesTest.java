package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every failure a service is known to answer with (the protocol, sections 0.4, 1.3, 2.3 and 8.5),
 * and what is made of it, reason included.
 */
class FailureShapesTest {

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
        "403|``|NOT_SIGNED_IN: HTTP 403",
        "400|[1]|REFUSED: HTTP 400: [1]",
        "400|null|REFUSED: HTTP 400: null",
        "400|{\"error\":7}|REFUSED: HTTP 400: {\"error\":7}",
        // troubles that pass
        "408|``|TRY_AGAIN: HTTP 408",
        "429|slow down|TRY_AGAIN: HTTP 429: slow down",
        "500|{\"error\":\"Failed to create run\"}"
            + "|TRY_AGAIN: HTTP 500: {\"error\":\"Failed to create run\"}",
        "500|{\"detail\":\"Internal Server Error\"}"
            + "|TRY_AGAIN: HTTP 500: {\"detail\":\"Internal Server Error\"}",
        "502|<html>Bad Gateway</html>|TRY_AGAIN: HTTP 502: <html>Bad Gateway</html>",
        "503|``|TRY_AGAIN: HTTP 503",
        "504|``|TRY_AGAIN: HTTP 504",
        "599|``|TRY_AGAIN: HTTP 599"
      })
  void answersOfControlAndLive(int status, String body, String outcome) {
    assertThat(ControlFailure.of(reply(status, body))).hasToString(outcome);
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
            + "|REFUSED: Missing required header: X-Run-Id",
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

    assertThat(IngestFailure.of(reply(422, body))).hasToString(outcome);
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
        "404|``|TRY_AGAIN: HTTP 404",
        "405|``|TRY_AGAIN: HTTP 405",
        "302|``|TRY_AGAIN: HTTP 302, a redirect by something in between",
        "408|``|TRY_AGAIN: HTTP 408",
        "429|``|TRY_AGAIN: HTTP 429",
        "500|``|TRY_AGAIN: HTTP 500",
        "502|``|TRY_AGAIN: HTTP 502",
        "503|{\"code\":\"DATABASE_ERROR\",\"message\":\"Failed to validate API key\"}"
            + "|TRY_AGAIN: HTTP 503: {\"code\":\"DATABASE_ERROR\",\"message\":\"Failed to validate"
            + " API key\"}"
      })
  void answersInFrontOfIngest(int status, String body, String outcome) {
    assertThat(IngestFailure.of(reply(status, body))).hasToString(outcome);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void everySuccessIsAccepted(int status) {
    assertThat(ControlFailure.of(reply(status, "{}")).isAccepted()).isTrue();
    assertThat(IngestFailure.of(reply(status, "")).isAccepted()).isTrue();
  }

  @Test
  void anAcceptedAnswerHandsOnItsText() {
    assertThat(ControlFailure.of(reply(200, "{\"a\":1}")).value()).isEqualTo("{\"a\":1}");
  }

  @Test
  void noAnswerAtAllIsTriedAgainWithTheReasonOfTheNetwork() {
    Reply reply = new Reply("no connection to 127.0.0.1:1", false);

    assertThat(ControlFailure.of(reply)).hasToString("TRY_AGAIN: no connection to 127.0.0.1:1");
    assertThat(IngestFailure.of(reply)).hasToString("TRY_AGAIN: no connection to 127.0.0.1:1");
  }

  @Test
  void aProxyThatAsksWhoThisIsSaysNothingAboutTheData() {
    Reply reply = reply(407, "<html>Sign in</html>");
    String said = "a proxy does not accept the user and password, or was given none (HTTP 407)";

    assertThat(ControlFailure.of(reply)).hasToString("TRY_AGAIN: " + said);
    assertThat(IngestFailure.of(reply)).hasToString("TRY_AGAIN: " + said);
    assertThat(AlertFailure.of(reply)).hasToString("TRY_AGAIN: " + said);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void thePauseTheServerAsksForIsHandedOn(int status) {
    Reply reply = new Reply(status, "", Duration.ofSeconds(7));

    assertThat(ControlFailure.of(reply).after()).isEqualTo(Duration.ofSeconds(7));
    assertThat(IngestFailure.of(reply).after()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void thePauseIsHandedOnFromInsideA422() {
    Outcome<Void> outcome =
        IngestFailure.of(
            new Reply(422, "{\"message\":\"X (4001 - Y): z\"}", Duration.ofSeconds(7)));

    assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aLongErrorPageIsCutShort() {
    assertThat(ControlFailure.of(reply(502, "x".repeat(10_000))).why())
        .isEqualTo("HTTP 502: " + "x".repeat(500));
  }

  private static Reply reply(int status, String body) {
    return new Reply(status, body == null ? "" : body, Duration.ZERO);
  }
}
