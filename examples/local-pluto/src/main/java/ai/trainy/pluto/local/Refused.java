package ai.trainy.pluto.local;

/** Ends the handling of a request with the answer it carries. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  Refused(Reply reply) {
    super(reply.text(), null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
