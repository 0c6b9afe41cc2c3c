package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.route.Wrapped;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** What calls of a wandb run mean to the Pluto run beside it. */
final class RunCalls {
  /** Stands for the names of a row that cannot be read. */
  private static final String ROW = "(a row)";

  private final ForeignValues values;
  private final Notices notices;

  RunCalls(ForeignValues values, Notices notices) {
    this.values = values;
    this.notices = notices;
  }

  /** A call is entered: its arguments are what the client sees. */
  void carryOver(Call call, Run run) {
    switch (call.role()) {
      case LOG:
        log(call, run);
        break;
      case FINISH:
        // The upload ends while the client ends its own, and is waited for after that.
        run.end(exitCode(input(call, Input.EXIT_CODE)));
        break;
      case TAGS:
        tags(call, run::setTags);
        break;
      case ADD_TAGS:
        tags(call, run::addTags);
        break;
      case ALERT:
        alert(call, run);
        break;
      case SAVE:
        save(values.plain(input(call, Input.FILES)), run);
        break;
      case ARTIFACT:
        logArtifact(call, run);
        break;
      default:
        throw new IllegalStateException("no such role of a run: " + call.role());
    }
  }

  /** A call has returned, or thrown. */
  void left(Call call, Run run) {
    if (call.role() == Role.FINISH) {
      run.awaitEnd();
    }
  }

  /** An input as the program passed it; null if there is none. One that cannot be read is said. */
  private Object input(Call call, Input input) {
    Object value = call.argument(input);
    if (value == null) {
      call.failure(input)
          .ifPresent(
              failure ->
                  notices.say(
                      "input " + input + " of " + call.method(),
                      input.text()
                          + " of "
                          + call.method()
                          + " is not where the binding says ("
                          + failure
                          + ") and does not reach Pluto. wandb is untouched."));
    }
    return Wrapped.is(value) ? Wrapped.content(value) : value;
  }

  /** A row that is null is the client's to complain about. */
  private void log(Call call, Run run) {
    Optional<Map<String, Object>> row = row(call);
    Object step = input(call, Input.STEP);
    if (row.isEmpty()) {
      return;
    }
    if (step instanceof Number) {
      run.log(row.get(), ((Number) step).longValue());
    } else {
      run.log(row.get());
    }
  }

  /** Returns the row that a call logs, as it is now; empty if that is null. */
  Optional<Map<String, Object>> row(Call call) {
    return Optional.ofNullable(values.plain(data(call))).map(RunCalls::row);
  }

  /** Returns the step that the program itself gave with a row; empty if it gave none. */
  Optional<Number> givenStep(Call call) {
    Object step = call.isArgument(Input.STEP) ? input(call, Input.STEP) : null;
    return step instanceof Number ? Optional.of((Number) step) : Optional.empty();
  }

  private Object data(Call call) {
    if (!call.has(Input.KEY)) {
      return input(call, Input.DATA);
    }
    Object key = input(call, Input.KEY);
    return key == null ? null : Collections.singletonMap(key.toString(), input(call, Input.VALUE));
  }

  @SuppressWarnings("unchecked") // a plain map has text keys
  private static Map<String, Object> row(Object data) {
    return data instanceof Map
        ? (Map<String, Object>) data
        : Map.of(ROW, unloggable(data, " and no map"));
  }

  private static Unloggable unloggable(Object value, String fault) {
    return value instanceof Unloggable
        ? (Unloggable) value
        : new Unloggable("a " + value.getClass().getName() + fault);
  }

  private static int exitCode(Object given) {
    if (given instanceof Boolean) {
      return (Boolean) given ? 0 : 1;
    }
    return given instanceof Number ? ((Number) given).intValue() : 0;
  }

  void tags(Call call, Consumer<List<String>> with) {
    Object plain = values.plain(input(call, Input.TAGS));
    if (plain instanceof Collection) {
      List<String> tags = new ArrayList<>();
      for (Object tag : (Collection<?>) plain) {
        if (tag != null) {
          tags.add(tag.toString());
        }
      }
      with.accept(tags);
    } else if (plain != null) {
      with.accept(List.of(plain.toString()));
    }
  }

  private void alert(Call call, Run run) {
    run.alert(
        Objects.toString(input(call, Input.TITLE), ""),
        Objects.toString(input(call, Input.TEXT), ""),
        level(input(call, Input.LEVEL)));
  }

  private static Alert.Level level(Object given) {
    // Enums may call themselves what they like.
    String name = given instanceof Enum ? ((Enum<?>) given).name() : String.valueOf(given);
    name = name.toUpperCase(Locale.ROOT);
    if (name.startsWith("WARN")) {
      return Alert.Level.WARNING;
    }
    return name.equals("ERROR") ? Alert.Level.ERROR : Alert.Level.INFO;
  }

  private void save(Object files, Run run) {
    if (files instanceof Path) {
      run.save((Path) files);
    } else if (files instanceof File) {
      run.save(((File) files).toPath());
    } else if (files instanceof Collection) {
      ((Collection<?>) files).forEach(file -> save(file, run));
    } else if (files instanceof String) {
      run.save((String) files);
    } else if (files != null) {
      refused(files, "a saved file", " and no path");
    }
  }

  private void logArtifact(Call call, Run run) {
    Object file = input(call, Input.FILE);
    if (file != null) {
      Path path = file instanceof Path ? (Path) file : Path.of(file.toString());
      run.logArtifact(path, Objects.toString(input(call, Input.NAME), null));
      return;
    }
    Object artifact = values.plain(input(call, Input.ARTIFACT));
    if (artifact instanceof Artifact) {
      run.logArtifact((Artifact) artifact);
    } else if (artifact != null) {
      refused(artifact, "an artifact", " and no artifact");
    }
  }

  private void refused(Object value, String purpose, String fault) {
    String what = unloggable(value, fault).reason();
    notices.say(
        purpose + what,
        purpose + " is " + what + "; it does not reach Pluto, nor do others like it.");
  }
}
