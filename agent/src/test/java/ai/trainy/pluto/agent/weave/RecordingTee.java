package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Keeps every woven call it is told of. */
final class RecordingTee implements BiFunction<Object, Object, Object> {
  private final TestHandlers handlers = new TestHandlers();
  private final List<Call> calls = new ArrayList<>();

  @Override
  public Object apply(Object subject, Object details) {
    Object[] pair = (Object[]) details;
    if (subject instanceof String) {
      MethodBinding binding = handlers.method((String) subject).line();
      Call call = new Call((String) subject, binding, pair[0], (Object[]) pair[1]);
      calls.add(call);
      return call;
    }
    ((Call) subject).leave(pair[0], (Throwable) pair[1]);
    return null;
  }

  /** To be told of what is woven. */
  TestHandlers handlers() {
    return handlers;
  }

  List<Call> calls() {
    return calls;
  }

  List<Call> calls(Role role) {
    return calls.stream().filter(call -> call.role() == role).collect(Collectors.toList());
  }

  /** The last call, which is of {@code role}. */
  Call last(Role role) {
    Call last = calls.get(calls.size() - 1);
    if (last.role() != role) {
      throw new AssertionError("the last call is " + last);
    }
    return last;
  }

  static final class Call {
    private final String site;
    private final MethodBinding binding;
    private final Object receiver;
    private final Object[] arguments;

    /** How often the outcome was told. */
    private int outcomes;

    private Object returned;
    private Throwable thrown;

    Call(String site, MethodBinding binding, Object receiver, Object[] arguments) {
      this.site = site;
      this.binding = binding;
      this.receiver = receiver;
      this.arguments = arguments;
    }

    void leave(Object result, Throwable failure) {
      outcomes++;
      returned = result;
      thrown = failure;
    }

    Role role() {
      return binding.role();
    }

    Object receiver() {
      return receiver;
    }

    Object[] arguments() {
      return arguments;
    }

    int outcomes() {
      return outcomes;
    }

    Object returned() {
      return returned;
    }

    Throwable thrown() {
      return thrown;
    }

    /** Role, method and arguments, such as {@code BUILDER withName[a]}. */
    @Override
    public String toString() {
      String method = site.substring(site.lastIndexOf('.', site.indexOf('(')) + 1);
      return role() + " " + method.substring(0, method.indexOf('(')) + Arrays.toString(arguments);
    }
  }
}
