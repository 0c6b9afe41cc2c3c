package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.messages.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes of a line of a binding what its calls mean to a Pluto run. */
public final class RunActions {
  private final ForeignValues values;
  private final Messages messages;

  public RunActions(ForeignValues values, Messages messages) {
    this.values = values;
    this.messages = messages;
  }

  /** What the calls of a method mean that does something with a run. */
  public RunAction of(MethodBinding line) {
    switch (line.role()) {
      case FINISH:
        CallInput code = input(line, Input.EXIT_CODE);
        return (run, receiver, arguments) -> run.end(ExitCode.of(code.read(receiver, arguments)));
      case TAGS:
        return tags(line, Run::setTags);
      case ADD_TAGS:
        return tags(line, Run::addTags);
      case ALERT:
        return alert(line);
      case SAVE:
        CallInput files = input(line, Input.FILES);
        return (run, receiver, arguments) ->
            save(values.plain(files.read(receiver, arguments)), run);
      case ARTIFACT:
        return artifact(line);
      default:
        throw new IllegalStateException("no such role of a run: " + line.role());
    }
  }

  private CallInput input(MethodBinding line, Input input) {
    return new CallInput(line, input, messages);
  }

  private RunAction tags(MethodBinding line, BiConsumer<Run, List<String>> with) {
    TagsInput tags = tags(line);
    return (run, receiver, arguments) -> {
      List<String> given = tags.read(receiver, arguments);
      if (given != null) {
        with.accept(run, given);
      }
    };
  }

  /** The tags that calls give. */
  public interface TagsInput {
    /** Null if a call gives none. */
    @Nullable List<String> read(@Nullable Object receiver, Object[] arguments);
  }

  /** Where the tags of a method's calls are. */
  public TagsInput tags(MethodBinding line) {
    CallInput input = input(line, Input.TAGS);
    return (receiver, arguments) -> texts(values.plain(input.read(receiver, arguments)));
  }

  private @Nullable List<String> texts(@Nullable Object plain) {
    if (plain instanceof Unloggable) {
      refused(plain, "a list of tags", "");
      return null;
    }
    if (!(plain instanceof Collection)) {
      return plain == null ? null : List.of(plain.toString());
    }
    List<String> tags = new ArrayList<>();
    for (Object tag : (Collection<?>) plain) {
      if (tag != null) {
        tags.add(tag.toString());
      }
    }
    return tags;
  }

  private RunAction alert(MethodBinding line) {
    CallInput title = input(line, Input.TITLE);
    CallInput text = input(line, Input.TEXT);
    CallInput level = input(line, Input.LEVEL);
    return (run, receiver, arguments) ->
        run.alert(
            Objects.toString(title.read(receiver, arguments), ""),
            Objects.toString(text.read(receiver, arguments), ""),
            level(level.read(receiver, arguments)));
  }

  private static Alert.Level level(@Nullable Object given) {
    // Enums may call themselves what they like.
    String name = given instanceof Enum ? ((Enum<?>) given).name() : String.valueOf(given);
    name = name.toUpperCase(Locale.ROOT);
    if (name.startsWith("WARN")) {
      return Alert.Level.WARNING;
    }
    return name.equals("ERROR") ? Alert.Level.ERROR : Alert.Level.INFO;
  }

  private void save(@Nullable Object files, Run run) {
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

  private RunAction artifact(MethodBinding line) {
    CallInput file = input(line, Input.FILE);
    CallInput name = input(line, Input.NAME);
    CallInput artifact = input(line, Input.ARTIFACT);
    return (run, receiver, arguments) -> {
      Object passed = file.read(receiver, arguments);
      if (passed != null) {
        Path path = passed instanceof Path ? (Path) passed : Path.of(passed.toString());
        run.logArtifact(path, Objects.toString(name.read(receiver, arguments), null));
      } else {
        logArtifact(values.plain(artifact.read(receiver, arguments)), run);
      }
    };
  }

  private void logArtifact(@Nullable Object artifact, Run run) {
    if (artifact instanceof Artifact) {
      run.logArtifact((Artifact) artifact);
    } else if (artifact != null) {
      refused(artifact, "an artifact", " and no artifact");
    }
  }

  private void refused(Object value, String purpose, String fault) {
    String what = Unloggables.of(value, fault).reason();
    messages.say(AgentMessage.ARGUMENT_SKIPPED, purpose, what);
  }
}
