package ai.trainy.pluto.agent;

import java.nio.charset.StandardCharsets;

/**
 * Loads what a first run needs while the rest of the agent is put together on the program's thread.
 * Nothing waits for it, and whatever it does not load is loaded when it is needed. It initializes
 * no class: what a class does then is to be done where it always was.
 */
final class LoadAhead implements Runnable {
  /** The build has written it (class ListStart): what is needed first comes first. */
  private static final String LIST = "ai/trainy/pluto/agent/start.classes";

  private final AgentClassLoader loader;

  private LoadAhead(AgentClassLoader loader) {
    this.loader = loader;
  }

  /** Never throws. */
  static void begin(AgentClassLoader loader) {
    try {
      // On a single processor it would only be in the way; a security manager has its own opinion.
      if (Runtime.getRuntime().availableProcessors() > 1 && System.getSecurityManager() == null) {
        Thread thread = UnusedBindingsHook.thread(new LoadAhead(loader), "pluto-ahead");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (Throwable e) {
      // Then the program's thread loads it all.
    }
  }

  @Override
  @SuppressWarnings("ReturnValueIgnored") // nobody wants to know the constructors
  public void run() {
    try {
      String names = new String(loader.file(LIST), StandardCharsets.US_ASCII);
      for (String name : names.split("\n", -1)) {
        // Whoever asks for constructors has the class checked and made ready as well.
        Class.forName(name, false, loader).getConstructors();
      }
    } catch (Throwable e) {
      // Whoever needs a class that cannot be loaded will be told.
    }
  }
}
