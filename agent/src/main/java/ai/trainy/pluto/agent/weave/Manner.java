package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import java.util.List;

/** Which methods of a client are given advice, and which advice. */
interface Manner {
  /** The lines of a binding that hold. */
  List<MethodBinding> lines(ClassBinding bound);

  List<WovenMethod> methods(ClientClass type);

  /** For messages: what becomes of a client that is not woven, as the end of a sentence. */
  String otherwise();
}
