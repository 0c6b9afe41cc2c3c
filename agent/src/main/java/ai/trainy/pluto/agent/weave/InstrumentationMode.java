package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import java.util.List;

/** Which methods of a client are given advice, and which advice. */
interface InstrumentationMode {
  /** How a client is woven that would be woven like this: otherwise, if it does not allow it. */
  default InstrumentationMode of(ClientBinding client, String prefix, ClientClasses classes) {
    return this;
  }

  /** A client is not woven at all. */
  default void unfit(String why) {}

  /** The lines of a binding that hold. */
  List<MethodBinding> lines(ClassBinding bound);

  List<WovenMethod> methods(ClientClass type);

  /** For messages: what becomes of a client that is not woven, as the end of a sentence. */
  String otherwise();
}
