package ai.trainy.pluto.agent;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house: what may use what. */
@AnalyzeClasses(packages = "ai.trainy.pluto", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OURS = "ai.trainy.pluto";
  private static final String JDK = "java..";

  private static final DescribedPredicate<JavaClass> AGENT = resideInAPackage(OURS + ".agent..");
  private static final DescribedPredicate<JavaClass> TRANSPORT =
      resideInAPackage(OURS + ".transport..");
  private static final DescribedPredicate<JavaClass> CORE =
      resideInAPackage(OURS + "..")
          .and(DescribedPredicate.not(AGENT))
          .and(DescribedPredicate.not(TRANSPORT))
          .as("core");

  /** Without it, every rule would hold in a build where nothing was found. */
  @ArchTest
  static void allThreeModulesAreSeen(JavaClasses seen) {
    assertThat(seen.that(CORE)).hasSizeGreaterThan(50);
    assertThat(seen.that(TRANSPORT)).hasSizeGreaterThan(8);
    assertThat(seen.that(AGENT)).hasSizeGreaterThan(35);
  }

  @ArchTest
  static final ArchRule CORE_KNOWS_NEITHER_TRANSPORT_NOR_AGENT =
      noClasses().that(CORE).should().dependOnClassesThat(TRANSPORT.or(AGENT));

  @ArchTest
  static final ArchRule TRANSPORT_DOES_NOT_KNOW_THE_AGENT =
      noClasses().that(TRANSPORT).should().dependOnClassesThat(AGENT);

  @ArchTest
  static final ArchRule CORE_USES_THE_JDK_ALONE =
      classes()
          .that(CORE)
          .should()
          .onlyDependOnClassesThat(
              CORE.or(resideInAnyPackage(JDK, "com.sun.management..", "org.jspecify.annotations"))
                  .as("core, the JDK and what says that something may be null"));

  @ArchTest
  static final ArchRule NOTHING_BUT_TRANSPORT_KNOWS_HTTP_LIBRARIES =
      noClasses()
          .that(DescribedPredicate.not(TRANSPORT))
          .should()
          .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio..", "kotlin.."));

  @ArchTest
  static final ArchRule NOTHING_BUT_TRANSPORT_AND_THE_COMMAND_LINE_KNOWS_JACKSON =
      noClasses()
          .that(DescribedPredicate.not(TRANSPORT))
          .and()
          .resideOutsideOfPackage(OURS + ".agent.cli.text")
          .should()
          .dependOnClassesThat(resideInAPackage("com.fasterxml.."));

  @ArchTest
  static final ArchRule ONLY_WHAT_READS_AND_WEAVES_CLASSES_KNOWS_BYTE_BUDDY =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              OURS + ".agent.weave", OURS + ".agent.hook", OURS + ".agent.classpath")
          .should()
          .dependOnClassesThat(resideInAPackage("net.bytebuddy.."));

  @ArchTest
  static final ArchRule NOTHING_BUT_THE_COMMAND_LINE_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + ".agent.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage("picocli.."));

  @ArchTest
  static final ArchRule NOTHING_BUT_SIGNING_IN_KNOWS_KEYRINGS =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + ".agent.cli.signin")
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.github.javakeyring..", "com.sun.jna.."));

  @ArchTest
  static final ArchRule NO_PROGRAM_RUNS_THE_COMMAND_LINE =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + ".agent.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage(OURS + ".agent.cli.."));

  @ArchTest
  static final ArchRule WHAT_SHOWS_RUNS_USES =
      onlyUses("runs", "cli.text", "wandb", "journal", "settings", "api", "messages", "upload");

  @ArchTest
  static final ArchRule WHAT_SIGNS_IN_USES =
      onlyUses(
          "signin",
          "check",
          "keyring",
          "credentials",
          "settings",
          "transport",
          "api",
          "messages",
          "journal",
          "upload");

  @ArchTest
  static final ArchRule WHAT_CHECKS_USES =
      onlyUses(
          "doctor",
          "check",
          "cli.text",
          "cli.runs",
          "cli.signin",
          "binding",
          "classpath",
          "wandb",
          "transport",
          "journal",
          "settings",
          "messages");

  @ArchTest static final ArchRule WHAT_SHOWS_NUMBERS_USES_NOTHING_OF_OURS = onlyUses("text");

  /** What a package of the command line may use of ours, as its description says. */
  private static ArchRule onlyUses(String part, String... packages) {
    List<String> allowed = new ArrayList<>(List.of(OURS + ".agent.cli." + part));
    for (String each : packages) {
      allowed.add(OURS + "." + each);
      allowed.add(OURS + ".agent." + each);
    }
    return noClasses()
        .that()
        .resideInAPackage(OURS + ".agent.cli." + part)
        .should()
        .dependOnClassesThat(
            resideInAPackage(OURS + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(new String[0])))));
  }

  @ArchTest
  static final ArchRule NOTHING_KNOWS_A_CLIENT_OR_ITS_JSON =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.json..", "com.wandb..", "com.google.."));

  @Test
  void everyPackageSaysWhatItIsForWhatItUsesAndWhereItLives() throws IOException {
    int seen = 0;
    for (String module : List.of("core", "transport", "agent")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path folder : files.filter(Files::isDirectory).collect(Collectors.toList())) {
          Path page = folder.resolve("package-info.java");
          if (hasClasses(folder)) {
            seen++;
            assertThat(page).content().contains("class loader").containsPattern("[Uu]ses? ");
          }
        }
      }
    }

    assertThat(seen).isGreaterThan(30);
  }

  private static boolean hasClasses(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    }
  }

  /** But for the entry classes (see docs/decisions/0057) and what tests share. */
  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses seen) {
    List<JavaPackage> packages =
        seen.stream()
            .map(JavaClass::getPackage)
            .filter(each -> !each.getName().equals(OURS + ".agent"))
            .filter(each -> !each.getName().equals(OURS + ".testing"))
            .distinct()
            .collect(Collectors.toList());

    assertThat(packages)
        .hasSizeGreaterThan(30)
        .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
  }

  /** In a text or a comment neither: what core must know of a client, the agent tells it. */
  @Test
  void coreNamesNoClient() throws IOException {
    List<Path> naming = new ArrayList<>();
    int seen = 0;
    try (Stream<Path> files = Files.walk(Path.of("..", "core", "src", "main"))) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        seen++;
        if (Files.readString(file).toLowerCase(Locale.ROOT).contains("wandb")) {
          naming.add(file);
        }
      }
    }

    assertThat(naming).isEmpty();
    assertThat(seen).isGreaterThan(150);
  }

  @ArchTest
  static final ArchRule NO_PACKAGES_IN_A_CIRCLE =
      slices().matching(OURS + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_TYPE_OF_A_LIBRARY_IN_A_PUBLIC_SIGNATURE_OF_CORE =
      methods()
          .that()
          .areDeclaredInClassesThat(CORE.and(modifier(JavaModifier.PUBLIC)))
          .and()
          .arePublic()
          .should()
          .haveRawReturnType(CORE.or(PlainTypes.INSTANCE))
          .andShould(haveParametersOf(CORE.or(PlainTypes.INSTANCE)));

  @ArchTest
  static final ArchRule NOTHING_SPEAKS_THROUGH_THE_PROGRAMS_STREAMS =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + ".agent.cli..")
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".agent.standalone.RunSummary")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule NOTHING_SLEEPS =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class);

  @ArchTest
  static final ArchRule NOTHING_TOUCHES_THE_JVMS_LOGGING =
      noClasses().should().dependOnClassesThat(resideInAnyPackage("java.util.logging.."));

  /** They count in BigDecimal, which on Java 25 sets up the program's common pool. */
  @ArchTest
  static final ArchRule NOTHING_DIVIDES_DURATIONS =
      noClasses()
          .should()
          .callMethod(Duration.class, "dividedBy", long.class)
          .orShould()
          .callMethod(Duration.class, "multipliedBy", long.class);

  /** Of six values, some belong together and want a name. */
  @ArchTest
  static final ArchRule NO_CONSTRUCTOR_TAKES_MORE_THAN_FIVE_VALUES =
      constructors()
          .that()
          .areDeclaredInClassesThat(CORE.or(TRANSPORT).or(AGENT))
          .should(takeNoMoreThan(5));

  @ArchTest static final ArchRule ENTRY = only(".agent");

  @ArchTest static final ArchRule BINDING = only(".agent.binding", ".agent.wandb", ".settings");

  @ArchTest static final ArchRule HOOK = only(".agent.hook");

  @ArchTest static final ArchRule WANDB = only(".agent.wandb", ".settings");

  @ArchTest static final ArchRule MESSAGE = only(".agent.message", ".messages");

  @ArchTest static final ArchRule JAR = only(".agent.jar");

  @ArchTest static final ArchRule KEYRING = only(".agent.keyring", ".credentials");

  @ArchTest
  static final ArchRule WEAVE =
      only(
          ".agent.weave",
          ".agent.binding",
          ".agent.hook",
          ".agent.standalone",
          ".agent.message",
          ".messages");

  @ArchTest
  static final ArchRule END = only(".agent.end", ".observe", ".agent.message", ".messages");

  @ArchTest
  static final ArchRule CLASSPATH = only(".agent.classpath", ".agent.binding", ".agent.weave");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_SCANS_CLASS_PATHS =
      noClasses()
          .that()
          .resideOutsideOfPackages(OURS + ".agent.classpath", OURS + ".agent.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage(OURS + ".agent.classpath"));

  @ArchTest
  static final ArchRule A_SCAN_LOADS_NO_CLASS =
      noClasses()
          .that()
          .resideInAPackage(OURS + ".agent.classpath")
          .should()
          .dependOnClassesThat(assignableTo(ClassLoader.class))
          .orShould()
          .callMethod(Class.class, "forName", String.class)
          .orShould()
          .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class);

  @ArchTest static final ArchRule VALUES = coreAndOnly(".agent.values", ".agent.binding");

  @ArchTest
  static final ArchRule TEE =
      coreAndOnly(
          ".agent.tee", ".agent.binding", ".agent.values", ".agent.wandb", ".agent.message");

  @ArchTest
  static final ArchRule STANDALONE =
      coreAndOnly(
          ".agent.standalone",
          ".agent.tee",
          ".agent.values",
          ".agent.binding",
          ".agent.wandb",
          ".agent.message");

  @ArchTest
  static final ArchRule CHECK =
      only(
          ".agent.check",
          ".agent.standalone",
          ".agent.binding",
          ".agent.wandb",
          ".agent.message",
          ".credentials",
          ".settings",
          ".messages");

  @ArchTest
  static final ArchRule CLI =
      noClasses()
          .that()
          .resideInAPackage(OURS + ".agent.cli..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  OURS + ".agent.weave",
                  OURS + ".agent.hook",
                  OURS + ".agent.tee",
                  OURS + ".agent.values",
                  OURS + ".agent.standalone"));

  @ArchTest
  static final ArchRule NOTHING_USES_START =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + ".agent.start")
          .should()
          .dependOnClassesThat(resideInAPackage(OURS + ".agent.start"));

  @ArchTest
  static final ArchRule TRANSPORTS_PART_OF_CORE =
      only(".transport", ".api", ".credentials", ".settings", ".messages", ".threads");

  @ArchTest static final ArchRule API = only(".api");

  @ArchTest static final ArchRule TESTING = only(".testing", ".api", ".messages");

  @ArchTest
  static final ArchRule NOTHING_USES_WHAT_TESTS_SHARE =
      noClasses()
          .that()
          .resideOutsideOfPackage(OURS + ".testing")
          .should()
          .dependOnClassesThat(resideInAPackage(OURS + ".testing"));

  @ArchTest static final ArchRule THREADS = only(".threads");

  @ArchTest
  static final ArchRule ALL_THREADS_ARE_MADE_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackages(OURS + ".threads", OURS + ".agent.cli..")
          // A shutdown hook of the entry classes, which see nothing of core.
          .and()
          .doNotHaveFullyQualifiedName(OURS + ".agent.UnusedBindingsHook")
          .should(callConstructorOf(Thread.class))
          .orShould()
          .dependOnClassesThat(assignableTo(Executor.class).or(assignableTo(Timer.class)));

  @ArchTest static final ArchRule SETTINGS = only(".settings", ".messages");

  @ArchTest static final ArchRule NOTICE = only(".messages", ".threads");

  @ArchTest static final ArchRule ROUTE = only(".route");

  @ArchTest static final ArchRule CREDENTIALS = only(".credentials", ".settings", ".messages");

  @ArchTest static final ArchRule JOURNAL = only(".journal", ".api", ".messages", ".threads");

  @ArchTest
  static final ArchRule OBSERVE = only(".observe", ".api", ".route", ".messages", ".threads");

  @ArchTest static final ArchRule SYSTEM = only(".observe.system", ".messages", ".threads");

  @ArchTest
  static final ArchRule METADATA =
      only(".observe.metadata", ".observe", ".observe.system", ".route", ".messages", ".threads");

  @ArchTest
  static final ArchRule CONSOLE =
      only(".observe.console", ".observe", ".api", ".messages", ".threads");

  @ArchTest
  static final ArchRule UPLOAD =
      only(
          ".upload",
          ".journal",
          ".api",
          ".observe",
          ".settings",
          ".credentials",
          ".threads",
          ".messages");

  @ArchTest
  static final ArchRule NOTHING_IN_CORE_USES_THE_PUBLIC_API =
      noClasses()
          .that(CORE)
          .and()
          .resideOutsideOfPackage(OURS)
          .should()
          .dependOnClassesThat(resideInAPackage(OURS));

  private static ArchCondition<JavaClass> callConstructorOf(Class<?> type) {
    return ArchConditions.callConstructorWhere(
        target(owner(assignableTo(type))).as("makes a " + type.getSimpleName()));
  }

  /** Of our packages, the first uses no others than these. */
  private static ArchRule only(String user, String... used) {
    List<String> allowed = new ArrayList<>(List.of(OURS + user));
    for (String name : used) {
      allowed.add(OURS + name);
    }
    return noClasses()
        .that()
        .resideInAPackage(OURS + user)
        .should()
        .dependOnClassesThat(
            resideInAPackage(OURS + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(new String[0]))))
                .as("are of other packages than " + allowed));
  }

  /** Of our packages outside of core, the first uses no others than these. */
  private static ArchRule coreAndOnly(String user, String... used) {
    List<String> allowed = new ArrayList<>(List.of(OURS + user));
    for (String name : used) {
      allowed.add(OURS + name);
    }
    return noClasses()
        .that()
        .resideInAPackage(OURS + user)
        .should()
        .dependOnClassesThat(
            AGENT
                .or(TRANSPORT)
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(new String[0]))))
                .as("are of other packages than core and " + allowed));
  }

  private static ArchCondition<JavaMethod> haveParametersOf(DescribedPredicate<JavaClass> types) {
    return new ArchCondition<>("have parameters of " + types.getDescription()) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        for (JavaClass type : method.getRawParameterTypes()) {
          if (!types.test(type)) {
            events.add(
                SimpleConditionEvent.violated(
                    method, method.getFullName() + " takes " + type.getName()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaConstructor> takeNoMoreThan(int most) {
    return new ArchCondition<>("take no more than " + most + " values") {
      @Override
      public void check(JavaConstructor constructor, ConditionEvents events) {
        int values = constructor.getRawParameterTypes().size() - addedByTheCompiler(constructor);
        if (values > most) {
          events.add(
              SimpleConditionEvent.violated(
                  constructor, constructor.getFullName() + " takes " + values));
        }
      }
    };
  }

  private static int addedByTheCompiler(JavaConstructor constructor) {
    JavaClass owner = constructor.getOwner();
    if (owner.isAnonymousClass() || owner.isLocalClass()) {
      // What they use of the method around them.
      return constructor.getRawParameterTypes().size();
    }
    if (owner.isEnum()) {
      // Name and number.
      return 2;
    }
    // The object around it.
    return owner.isInnerClass() ? 1 : 0;
  }

  /** What every program knows: the JDK's types, primitives and arrays of these. */
  private static final class PlainTypes extends DescribedPredicate<JavaClass> {
    static final PlainTypes INSTANCE = new PlainTypes();

    private PlainTypes() {
      super("a type of the JDK");
    }

    @Override
    public boolean test(JavaClass type) {
      JavaClass base = type.getBaseComponentType();
      return base.isPrimitive() || base.getPackageName().startsWith("java.") || CORE.test(base);
    }
  }
}
