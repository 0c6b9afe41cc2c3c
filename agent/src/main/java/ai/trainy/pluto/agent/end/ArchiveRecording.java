package ai.trainy.pluto.agent.end;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether this JVM records its classes for a CDS archive or an AOT cache. One that does must find
 * the classes of the JDK as they are: with some of them retransformed it crashes, or writes nothing
 * (JDK 25 and newer).
 */
final class ArchiveRecording {
  private static final String INTERNALS = "jdk.internal.misc";

  /** Options that have a JVM record while the program runs, for one that cannot be asked. */
  private static final Pattern OPTION =
      Pattern.compile(
          "-Xshare:dump|-XX:(ArchiveClassesAtExit=.*|AOTCacheOutput=.*|AOTMode=(record|create)"
              + "|\\+AutoCreateSharedArchive|\\+RecordDynamicDumpInfo|\\+DumpSharedSpaces"
              + "|\\+DynamicDumpSharedSpaces)");

  private ArchiveRecording() {}

  /** Whether it does; also where nobody can tell. */
  static boolean isOn(Instrumentation instrumentation) {
    try {
      Module base = Object.class.getModule();
      instrumentation.redefineModule(
          base,
          Set.of(),
          Map.of(INTERNALS, Set.of(ArchiveRecording.class.getModule())),
          Map.of(),
          Set.of(),
          Map.of());
      return isOn();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      return true;
    }
  }

  /** The JVM's own answer has heard every source of options, and what came of them. */
  private static boolean isOn() throws ReflectiveOperationException {
    try {
      return (boolean) ask("CDS", "isDumpingArchive");
    } catch (ClassNotFoundException | NoSuchMethodException older) {
      return Stream.of((String[]) ask("VM", "getRuntimeArguments"))
          .anyMatch(ArchiveRecording::isRecording);
    }
  }

  private static Object ask(String className, String method) throws ReflectiveOperationException {
    return Class.forName(INTERNALS + "." + className, true, null).getMethod(method).invoke(null);
  }

  /** Whether a JVM with this option records. */
  static boolean isRecording(String option) {
    return OPTION.matcher(option).matches();
  }
}
