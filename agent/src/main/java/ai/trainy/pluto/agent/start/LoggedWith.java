package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.jar.OwnJar;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What runs are logged with: the agent, and the jars that the woven classes are in. */
final class LoggedWith {
  private final Set<String> jars = Collections.synchronizedSet(new TreeSet<>());
  private final AtomicBoolean logged = new AtomicBoolean();

  /** Writes to the log, once, which agent this is and what it runs on. */
  void logOnce(Messages messages) {
    if (logged.compareAndSet(false, true)) {
      String version;
      try {
        version = OwnJar.versionAndCommit();
      } catch (IOException itsOwnJarIsGone) {
        version = "of an unknown version";
      }
      messages.log(AgentMessage.LOGGED_BY, version, Runtime.version(), OwnJar.path());
    }
  }

  /** The agent and its version, and the names of the jars so far. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    try {
      all.add("pluto-wandb-agent-" + OwnJar.version() + ".jar");
    } catch (IOException itsOwnJarIsGone) {
      all.add("pluto-wandb-agent.jar");
    }
    synchronized (jars) {
      all.addAll(jars);
    }
    return all;
  }

  /** The same weaver; what it weaves is noted. */
  ClassFileTransformer noting(ClassFileTransformer weaver) {
    return new ClassFileTransformer() {
      @Override
      public byte @Nullable [] transform(
          @Nullable ClassLoader loader,
          String name,
          @Nullable Class<?> redefined,
          @Nullable ProtectionDomain domain,
          byte[] classFile)
          throws IllegalClassFormatException {
        byte @Nullable [] woven = weaver.transform(loader, name, redefined, domain, classFile);
        if (woven != null) {
          note(domain == null ? null : domain.getCodeSource());
        }
        return woven;
      }
    };
  }

  private void note(@Nullable CodeSource source) {
    if (source != null && source.getLocation() != null) {
      // Of a jar within another, the address goes on behind its name.
      String file = source.getLocation().getPath().replaceFirst("!?/*$", "");
      if (file.endsWith(".jar")) {
        jars.add(file.substring(file.lastIndexOf('/') + 1));
      }
    }
  }
}
