package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.UnclearMethod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classes of one client in one entry of the class path, held against their binding. */
public final class FoundClient {
  private final String binding;
  private final String prefix;
  private final String entry;
  private final @Nullable String version;
  private final List<FoundClass> classes;
  private final @Nullable String mismatch;
  private final List<UnclearMethod> unclear;

  /**
   * @param version null if nothing tells it
   * @param mismatch null if the binding fits
   */
  FoundClient(
      ClientMatch match,
      @Nullable String version,
      List<FoundClass> classes,
      @Nullable String mismatch,
      List<UnclearMethod> unclear) {
    this.binding = match.client().name();
    this.prefix = match.prefix();
    this.entry = match.entry().name();
    this.version = version;
    this.classes = List.copyOf(classes);
    this.mismatch = mismatch;
    this.unclear = List.copyOf(unclear);
  }

  /** The binding's name: the file that describes the client, and the client in it. */
  public String binding() {
    return binding;
  }

  /** The package a fat jar moved the client into, with its dot; else empty. */
  public String prefix() {
    return prefix;
  }

  /** Where it is, such as {@code app.jar!/BOOT-INF/lib/client.jar}. */
  public String entry() {
    return entry;
  }

  /** As the jar's own files tell it. */
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Those that are in this entry; others of the client may be elsewhere. */
  public List<FoundClass> classes() {
    return classes;
  }

  /** Whether the JVM takes nothing of it, because earlier entries have all of its classes. */
  public boolean isShadowed() {
    return classes.stream().allMatch(FoundClass::isShadowed);
  }

  /**
   * Why the agent would leave the client as it is, without a full stop; empty if the binding fits.
   * Of a shadowed one, what would hold if it came first.
   */
  public Optional<String> mismatch() {
    return Optional.ofNullable(mismatch);
  }

  /**
   * What its binding leaves open. Where its own code is to be left out: what its methods would do
   * then, what keeps it from being left out first. Beside wandb: methods whose calls count twice,
   * since they work by other bound ones on another thread.
   */
  public List<UnclearMethod> unclear() {
    return unclear;
  }
}
