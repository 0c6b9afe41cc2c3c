package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import java.util.List;

/** A line of a binding, and the methods of a class on the path that it binds. */
public final class FoundMethod {
  private final MethodBinding line;
  private final List<String> signatures;

  FoundMethod(MethodBinding line, List<String> signatures) {
    this.line = line;
    this.signatures = List.copyOf(signatures);
  }

  public Role role() {
    return line.role();
  }

  /** Whether the binding says where the id is that wandb knows the run by. */
  public boolean hasId() {
    return line.inputs().containsKey(Input.ID);
  }

  /** What the binding calls the method, such as {@code finish(int) or done(int)}. */
  public String bound() {
    return line.toString();
  }

  /** Whether the binding fits without it. */
  public boolean isOptional() {
    return line.isOptional();
  }

  /**
   * What is there, as in {@code WandbRun.log(org.json.JSONObject, int)}: mostly one; none if the
   * class has no such method.
   */
  public List<String> signatures() {
    return signatures;
  }
}
