package ai.trainy.pluto.agent.cli.doctor;

/** Is this a Java that agents run on? */
final class JavaCheck {
  private static final String SUBJECT = "Java";

  private JavaCheck() {}

  static void into(Diagnosis checkup, boolean wandbDisabled) {
    String java =
        Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + ") in "
            + System.getProperty("java.home");
    // That it is not too old has been seen before we came this far.
    if (!has("java.instrument")) {
      checkup.failure(
          SUBJECT,
          java + " has no module java.instrument: no agent starts on it",
          "Run your program on a full JDK or JRE, or add the module to the image (jlink).");
    } else if (wandbDisabled && !has("jdk.unsupported")) {
      checkup.warning(
          SUBJECT,
          java
              + " has no module jdk.unsupported: wandb cannot be switched off, and runs beside"
              + " Pluto",
          "Add the module to the image (jlink).");
    } else {
      checkup.ok(SUBJECT, java);
    }
  }

  private static boolean has(String module) {
    return ModuleLayer.boot().findModule(module).isPresent();
  }
}
