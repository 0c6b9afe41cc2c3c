package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.notice.Notices;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        run.end(exitCode(call.argument(Input.EXIT_CODE)));
        break;
      case TAGS:
        run.setTags(texts(call.argument(Input.TAGS)));
        break;
      case ADD_TAGS:
        run.addTags(texts(call.argument(Input.TAGS)));
        break;
      case ALERT:
        alert(call, run);
        break;
      case SAVE:
        save(call.argument(Input.FILES), run);
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

  private void log(Call call, Run run) {
    Object step = call.argument(Input.STEP);
    Map<String, Object> row = row(call);
    if (step instanceof Number) {
      run.log(row, ((Number) step).longValue());
    } else {
      run.log(row);
    }
  }

  @SuppressWarnings("unchecked") // a plain map has text keys
  private Map<String, Object> row(Call call) {
    Object key = call.argument(Input.KEY);
    Object data =
        values.plain(
            key == null
                ? call.argument(Input.DATA)
                : Collections.singletonMap(key.toString(), call.argument(Input.VALUE)));
    if (data instanceof Map) {
      return (Map<String, Object>) data;
    }
    return data == null ? Map.of() : Map.of(ROW, unloggable(data, " and no map"));
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

  private List<String> texts(Object tags) {
    List<String> texts = new ArrayList<>();
    Object plain = values.plain(tags);
    if (plain instanceof Collection) {
      for (Object tag : (Collection<?>) plain) {
        texts.add(String.valueOf(tag));
      }
    } else if (plain != null) {
      texts.add(plain.toString());
    }
    return texts;
  }

  private static void alert(Call call, Run run) {
    Object title = call.argument(Input.TITLE);
    Object text = call.argument(Input.TEXT);
    run.alert(
        String.valueOf(title),
        text == null ? "" : text.toString(),
        level(call.argument(Input.LEVEL)));
  }

  private static Alert.Level level(Object given) {
    String name = String.valueOf(given).toUpperCase(Locale.ROOT);
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
    } else if (files != null) {
      run.save(files.toString());
    }
  }

  private void logArtifact(Call call, Run run) {
    Object file = call.argument(Input.FILE);
    if (file != null) {
      Object name = call.argument(Input.NAME);
      run.logArtifact(Path.of(file.toString()), name == null ? null : name.toString());
      return;
    }
    Object artifact = values.plain(call.argument(Input.ARTIFACT));
    if (artifact instanceof Artifact) {
      run.logArtifact((Artifact) artifact);
    } else if (artifact != null) {
      String what = unloggable(artifact, " and no artifact").reason();
      notices.say(
          "artifact " + what,
          "an artifact is " + what + "; it does not reach Pluto, nor do others like it.");
    }
  }
}
