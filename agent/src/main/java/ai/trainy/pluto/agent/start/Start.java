package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.BindingFile;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.agent.check.StartupChecks;
import ai.trainy.pluto.agent.end.EndWatch;
import ai.trainy.pluto.agent.jar.OwnJar;
import ai.trainy.pluto.agent.keyring.KeyringProcess;
import ai.trainy.pluto.agent.standalone.RequiredRunCheck;
import ai.trainy.pluto.agent.standalone.Standalone;
import ai.trainy.pluto.agent.tee.EndHandlers;
import ai.trainy.pluto.agent.tee.RunOpener;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.agent.weave.HandlerTable;
import ai.trainy.pluto.agent.weave.JdkWeaving;
import ai.trainy.pluto.agent.weave.Weaver;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.observe.AfterKill;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.observe.metadata.RunMetadata;
import ai.trainy.pluto.observe.system.SystemMetrics;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.transport.Network;
import ai.trainy.pluto.upload.Connector;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides, when the first client class arrives, whether there is anything to do, and makes what
 * does it. Without a key, switched off, or as a second copy of the agent, it weaves nothing at all.
 */
public final class Start implements BiFunction<String, Instrumentation, ClassFileTransformer> {
  /** As of a program that is interrupted from its keyboard. */
  private static final int CANCELLED = 130;

  private static final ClassFileTransformer NOTHING = new ClassFileTransformer() {};

  private final Messages messages;

  public Start() {
    this(Messages.onStderr());
  }

  /**
   * @param messages what people are told through, and have been told through
   */
  Start(Messages messages) {
    this.messages = messages;
  }

  @Override
  public ClassFileTransformer apply(@Nullable String options, Instrumentation instrumentation) {
    Settings settings = Wandb.settingsOfThisJvm(options);
    FirstCopyCheck firstCopy = new FirstCopyCheck(instrumentation);
    StartupChecks checks = new StartupChecks(settings, KeyringProcess.of(OwnJar.path()), firstCopy);
    if (!checks.pass(messages::say)) {
      return NOTHING;
    }
    boolean standalone = checks.mode().isStandalone();
    Optional<String> unread = checks.bindings().fault();
    if (standalone && unread.isPresent() && RequiredRunCheck.isRequired(settings)) {
      return stopping(unread.get(), messages);
    }
    ProgramEnd end =
        new ProgramEnd(
            checks.afterKill().isWatched()
                ? new KillWatch(settings, OwnJar.path(), messages)
                : AfterKill.NOTHING);
    ProxySelectorUse proxies = ProxySelectorUse.of(instrumentation);
    AtomicReference<String> unusable = new AtomicReference<>();
    Consumer<Notice> problem =
        what -> {
          unusable.set(what.toString());
          messages.say(what);
        };
    LoggedWith loggedWith = new LoggedWith();
    Pluto pluto =
        new Pluto(
            settings,
            Connector.of(
                checks.key().credential().orElseThrow(),
                value -> {
                  loggedWith.logOnce(messages);
                  return new HttpPlutoApi(settings, value, new Network(settings, proxies, problem));
                }),
            end,
            messages);
    if (settings.isOn(Setting.SYSTEM_METRICS)) {
      SystemMetrics metrics =
          SystemMetrics.ofThisMachine(pluto.home(), new DaemonThreads(), messages);
      pluto.whenOpened(run -> run.measureBy(metrics));
    }
    if (settings.mode() == Mode.OFFLINE) {
      pluto.whenOpened(run -> loggedWith.logOnce(messages));
    }
    if (settings.isOn(Setting.METADATA)) {
      pluto.describeRunsBy(
          RunMetadata.ofThisJvm(loggedWith::all, settings.isOn(Setting.GIT_DIFF), messages));
    }
    if (settings.is(Setting.ON_CANCEL, "exit")) {
      pluto.exitOnCancel(() -> System.exit(CANCELLED));
    }
    HandlerTable table = new HandlerTable(firstCopy.hook());
    EndHandlers ends = new EndHandlers(end, messages);
    Runnable observe =
        settings.is(Setting.OBSERVE, "nothing")
            ? () -> {}
            : new EndWatch(
                end,
                weavingOfTheJdk(pluto, settings, table, ends, instrumentation, messages),
                instrumentation,
                messages);
    BindingFile described = checks.bindings().file();
    List<ClientBinding> clients = new ArrayList<>(described.clients());
    clients.addAll(Bindings.clients());
    RunOpener opener = new RunOpener(pluto, settings, observe, messages);
    ForeignValues values = new ForeignValues(() -> values(described));
    AtomicBoolean prepared = new AtomicBoolean();
    pluto.whenOpened(
        run -> {
          if (!prepared.getAndSet(true)) {
            // Beside the program: its first row may need it.
            new DaemonThreads().start("pluto-values", values::prepare, e -> {});
          }
        });
    Tee tee = new Tee(opener, values, messages);
    table.plug();
    if (standalone) {
      RequiredRunCheck requiredRun =
          new RequiredRunCheck(
              pluto, settings, () -> Optional.ofNullable(unusable.get()), System::exit, messages);
      Standalone handlers = new Standalone(tee, requiredRun, settings, messages);
      return loggedWith.noting(
          Weaver.withoutWandb(clients, table, handlers::handler, messages, requiredRun::unmet));
    }
    return loggedWith.noting(new Weaver(clients, table, tee::handler, messages));
  }

  /** The user's own count first. */
  private static List<ValueBinding> values(BindingFile described) {
    List<ValueBinding> values = new ArrayList<>(described.values());
    values.addAll(Bindings.values());
    return values;
  }

  private static Runnable weavingOfTheJdk(
      Pluto pluto,
      Settings settings,
      HandlerTable table,
      EndHandlers ends,
      Instrumentation instrumentation,
      Messages messages) {
    if (!settings.isOn(Setting.CONSOLE)) {
      List<ClientBinding> end = List.of(Bindings.jvmEnd());
      return new JdkWeaving(
          end, new Weaver(end, table, ends::handler, messages), instrumentation, messages);
    }
    ProgramConsole console = new ProgramConsole(settings, messages);
    List<ClientBinding> bindings = List.of(console.binding(), Bindings.jvmEnd());
    Weaver weaver = new Weaver(bindings, table, console.handlersBeside(ends::handler), messages);
    JdkWeaving weaving = new JdkWeaving(bindings, weaver, instrumentation, messages);
    return () -> {
      weaving.run();
      console.giveTo(pluto);
    };
  }

  /**
   * Stops the program, on its own thread and without a lock of the agent: its shutdown hooks may
   * run.
   */
  private static ClassFileTransformer stopping(String why, Messages messages) {
    return new ClassFileTransformer() {
      @Override
      public byte @Nullable [] transform(
          @Nullable ClassLoader loader,
          String className,
          @Nullable Class<?> classBeingRedefined,
          @Nullable ProtectionDomain domain,
          byte[] classFile) {
        RequiredRunCheck.stop(why, System::exit, messages);
        return null;
      }
    };
  }
}
