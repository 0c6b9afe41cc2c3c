package ai.trainy.pluto.observe;

import ai.trainy.pluto.route.PlainValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exception as a run's status tells it (the protocol, section 4): type, message, frames, and the
 * stack trace as the JVM prints it. The frames are in Python's order, the innermost last.
 */
final class Failure {
  private static final int MOST_FRAMES = 100;
  private static final int LONGEST_MESSAGE = 4_000;
  private static final int LONGEST_TRACE = 20_000;

  private Failure() {}

  /** Never throws, whatever the exception does when it is asked. */
  static Map<String, Object> describe(Throwable thrown) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("type", thrown.getClass().getName());
    try {
      described.put("message", text(thrown.getMessage(), LONGEST_MESSAGE));
      described.put("frames", frames(thrown.getStackTrace()));
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      described.put("trace", text(trace.toString(), LONGEST_TRACE));
    } catch (Throwable itsOwn) {
      // Its type is known.
    }
    return described;
  }

  private static List<Map<String, Object>> frames(StackTraceElement[] stack) {
    List<Map<String, Object>> frames = new ArrayList<>();
    for (int i = 0; i < Math.min(stack.length, MOST_FRAMES); i++) {
      Map<String, Object> frame = new LinkedHashMap<>();
      frame.put("filename", stack[i].getFileName());
      frame.put("lineno", (long) stack[i].getLineNumber());
      frame.put("name", stack[i].getClassName() + "." + stack[i].getMethodName());
      // The sources are not at hand.
      frame.put("line", null);
      frames.add(frame);
    }
    Collections.reverse(frames);
    return frames;
  }

  private static @Nullable String text(@Nullable String given, int longest) {
    if (given == null) {
      return null;
    }
    String clean = PlainValue.text(Secrets.redacted(given));
    return clean.length() <= longest ? clean : PlainValue.text(clean.substring(0, longest)) + "...";
  }
}
