package ai.trainy.pluto.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One way for the network or a service to misbehave. Immutable; planned with {@link Faults}. */
public abstract class Fault {
  private Fault() {}

  abstract Reply apply(Request request, Service service) throws IOException;

  /**
   * Answers with this status, as a proxy would; the service never sees the request.
   *
   * @param status HTTP status, 100 to 599
   */
  public static Status status(int status) {
    return new Status(Reply.text(status, ""));
  }

  /** Waits this long, or until the server goes down, then handles the request as usual. */
  public static Fault hang(Duration duration) {
    return new Fault() {
      @Override
      Reply apply(Request request, Service service) throws IOException {
        request.pause(duration);
        return service.answer(request);
      }
    };
  }

  /** Handles the request, then waits this long, or until the server goes down, and answers. */
  public static Fault hangBeforeAnswering(Duration duration) {
    return new Fault() {
      @Override
      Reply apply(Request request, Service service) throws IOException {
        Reply reply = service.answer(request);
        request.pause(duration);
        return reply;
      }
    };
  }

  /** Closes the connection before anything is read of the body. */
  public static Fault cutBeforeHandling() {
    return new Fault() {
      @Override
      Reply apply(Request request, Service service) {
        return Reply.CUT;
      }
    };
  }

  /** Handles the request in full, then closes the connection instead of answering. */
  public static Fault cutAfterHandling() {
    return new Fault() {
      @Override
      Reply apply(Request request, Service service) throws IOException {
        service.answer(request);
        request.drain(); // unread bytes would turn the close into a reset
        return Reply.CUT;
      }
    };
  }

  /**
   * Reads this much of the body, then closes the connection. Of a stream of lines those complete by
   * then are accepted.
   *
   * @param bytes bytes of the body the service gets to see
   */
  public static Fault cutAfterReading(long bytes) {
    return new Fault() {
      @Override
      Reply apply(Request request, Service service) throws IOException {
        request.cutBodyAt(bytes);
        service.answer(request);
        return Reply.CUT;
      }
    };
  }

  /** Handles the request, then sends the answer's body a byte at a time, pausing before each. */
  public static Fault trickle(Duration pauseBeforeEachByte) {
    return new Fault() {
      @Override
      Reply apply(Request request, Service service) throws IOException {
        return service.answer(request).paced(pauseBeforeEachByte);
      }
    };
  }

  /** An answer that does not come from the service. */
  public static final class Status extends Fault {
    private final Reply reply;

    private Status(Reply reply) {
      this.reply = reply;
    }

    /** Returns the same fault with a {@code Retry-After} header, in seconds or as an HTTP date. */
    public Status retryAfter(String value) {
      return new Status(reply.withHeader("Retry-After", value));
    }

    /** Returns the same fault with this body, sent as UTF-8. */
    public Status body(String contentType, String body) {
      return new Status(
          reply
              .withHeader("Content-Type", contentType)
              .withBody(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    Reply apply(Request request, Service service) {
      return reply;
    }
  }
}
