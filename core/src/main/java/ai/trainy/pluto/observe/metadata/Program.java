package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.observe.Secrets;
import ai.trainy.pluto.observe.system.Root;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The process, the JVM in it, and the libraries of the program. */
final class Program implements Source {
  /** Far more than people give, and little enough for one request. */
  private static final int MOST_ARGUMENTS = 500;

  private static final int LONGEST_ARGUMENT = 2_000;

  private final Root root;
  private final List<String> loggedWith;

  /**
   * @param loggedWith the names of the jars of client and agent
   */
  Program(Root root, List<String> loggedWith) {
    this.root = root;
    this.loggedWith = loggedWith;
  }

  @Override
  public void addTo(Map<String, Object> metadata) {
    metadata.put("process", process());
    metadata.put(
        "requirements",
        new Libraries(property("java.class.path"), property("jdk.module.path")).all());
    Map<String, Object> java = new LinkedHashMap<>();
    metadata.put("java", java);
    addProperties(java);
    // Last: a security manager may have something against it.
    addBeans(java);
  }

  private Map<String, Object> process() {
    Map<String, Object> process = new LinkedHashMap<>();
    try {
      // Not ProcessHandle, which starts threads and cuts long command lines.
      String line = root.read("proc/self/cmdline");
      process.put("pid", Long.parseLong(root.read("proc/self/stat").split(" ", 2)[0]));
      process.put("exe", root.link("proc/self/exe").map(Object::toString).orElse(""));
      process.put("cmdline", arguments(Arrays.asList(line.split("\0"))));
    } catch (IOException | NumberFormatException hiddenOrNoLinux) {
      ofTheJdk(process);
    }
    return process;
  }

  private static void ofTheJdk(Map<String, Object> process) {
    ProcessHandle.Info info = ProcessHandle.current().info();
    process.put("pid", ProcessHandle.current().pid());
    process.put("exe", info.command().orElse(""));
    List<String> line = new ArrayList<>();
    info.command().ifPresent(line::add);
    line.addAll(
        info.arguments()
            .map(Arrays::asList)
            .orElseGet(() -> Arrays.asList(property("sun.java.command").split(" "))));
    process.put("cmdline", arguments(line));
  }

  private void addProperties(Map<String, Object> java) {
    java.put("version", property("java.version"));
    java.put("vendor", property("java.vendor"));
    java.put("runtime", property("java.runtime.name"));
    Map<String, Object> vm = new LinkedHashMap<>();
    vm.put("name", property("java.vm.name"));
    vm.put("version", property("java.vm.version"));
    vm.put("vendor", property("java.vm.vendor"));
    java.put("vm", vm);
    java.put("home", property("java.home"));
    java.put("main_class", property("sun.java.command").split(" ", 2)[0]);
    java.put("logged_with", Libraries.named(loggedWith));
  }

  private static void addBeans(Map<String, Object> java) {
    java.put("flags", arguments(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    Map<String, Object> heap = new LinkedHashMap<>();
    MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    heap.put("initial", usage.getInit());
    heap.put("max", usage.getMax());
    java.put("heap", heap);
    java.put(
        "gc",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .collect(Collectors.toList()));
  }

  private static List<String> arguments(List<String> given) {
    return Secrets.redacted(given.subList(0, Math.min(given.size(), MOST_ARGUMENTS))).stream()
        .map(Program::cut)
        .collect(Collectors.toList());
  }

  private static String cut(String argument) {
    return argument.length() <= LONGEST_ARGUMENT
        ? argument
        : argument.substring(0, LONGEST_ARGUMENT) + "...";
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
