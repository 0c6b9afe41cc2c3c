package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.values.LoggedRow;
import ai.trainy.pluto.messages.Messages;
import java.math.BigDecimal;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The row that the calls of a method log, and its step. */
public final class RowInputs {
  /** Stands for the names of a row that cannot be read. */
  private static final String ROW = "(a row)";

  private final ForeignValues values;
  private final CallInput data;
  private final CallInput key;
  private final CallInput value;
  private final CallInput step;

  public RowInputs(MethodBinding line, ForeignValues values, Messages messages) {
    this.values = values;
    this.data = new CallInput(line, Input.DATA, messages);
    this.key = new CallInput(line, Input.KEY, messages);
    this.value = new CallInput(line, Input.VALUE, messages);
    this.step = new CallInput(line, Input.STEP, messages);
  }

  /** The row as it is now; null if that is what is logged, which is the client's to complain of. */
  public @Nullable LoggedRow row(@Nullable Object receiver, Object[] arguments) {
    return row(passed(receiver, arguments));
  }

  /** The row that was passed as {@code passed}. */
  @Nullable LoggedRow row(@Nullable Object passed) {
    Object plain = values.plain(passed);
    if (plain == null || plain instanceof LoggedRow) {
      return (LoggedRow) plain;
    }
    LoggedRow row = values.emptyRow();
    row.put(ROW, Unloggables.of(plain, " and no map"));
    return row;
  }

  /** The row as the program passed it. */
  @Nullable Object passed(@Nullable Object receiver, Object[] arguments) {
    if (!key.isBound()) {
      return data.read(receiver, arguments);
    }
    Object name = key.read(receiver, arguments);
    return name == null
        ? null
        : Collections.singletonMap(name.toString(), value.read(receiver, arguments));
  }

  /** The step of the row; null if it has none, NaN if it is something else. */
  @Nullable Number step(@Nullable Object receiver, Object[] arguments) {
    Object given = step.read(receiver, arguments);
    if (given == null || given instanceof Number) {
      return (Number) given;
    }
    try {
      return given instanceof CharSequence ? new BigDecimal(given.toString().strip()) : Double.NaN;
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }

  /** Whether a step is what most are: there is nothing to check but its size. */
  public static boolean isWhole(Number step) {
    return step instanceof Long || step instanceof Integer;
  }

  /** The step that the program itself gave with the row; null if it gave none. */
  public @Nullable Number givenStep(@Nullable Object receiver, Object[] arguments) {
    return step.isArgument() ? step(receiver, arguments) : null;
  }
}
