package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.observe.system.ControlGroup;
import ai.trainy.pluto.observe.system.Root;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine and its operating system; the container, if it is one. From the kernel's files where
 * there are any, else what the JDK knows.
 */
final class Host implements Source {
  private static final Pattern CONTAINER = Pattern.compile("kubepods|docker|containerd|libpod|lxc");

  private static final double KIBIBYTE = 1024;
  private static final double KILOHERTZ_IN_MEGAHERTZ = 1000;

  private final Root root;
  private final Map<String, String> environment;

  Host(Root root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public void addTo(Map<String, Object> metadata) throws IOException {
    String name = name();
    Map<String, String> release = release();
    Map<String, Object> platform = new LinkedHashMap<>();
    platform.put("system", property("os.name"));
    platform.put("node", name);
    platform.put("release", text("proc/sys/kernel/osrelease", property("os.version")));
    platform.put("version", text("proc/sys/kernel/version", property("os.version")));
    platform.put("machine", machine());
    metadata.put("platform", platform);
    Map<String, Object> os = new LinkedHashMap<>();
    os.put("name", release.getOrDefault("NAME", property("os.name")));
    os.put("version", release.getOrDefault("VERSION", property("os.version")));
    os.put("pretty_name", release.getOrDefault("PRETTY_NAME", property("os.name")));
    os.put("id", release.getOrDefault("ID", ""));
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("hostname", name);
    info.put("os", os);
    info.put("kernel", platform.get("release"));
    metadata.put("os_info", info);
    zone().ifPresent(zone -> metadata.put("timezone", List.of(zone)));
    metadata.put("cpu", processors());
    metadata.put("memory", memory());
    bootTime().ifPresent(time -> metadata.put("boot_time", time));
    List<String> infiniBand = root.names("sys/class/infiniband");
    if (!infiniBand.isEmpty()) {
      metadata.put("infiniband", Map.of("devices", infiniBand));
    }
    Map<String, Object> container = container();
    if (!container.isEmpty()) {
      metadata.put("container", container);
    }
  }

  private String name() {
    String kernels = text("proc/sys/kernel/hostname", "");
    if (!kernels.isEmpty()) {
      return kernels;
    }
    String windows = environment.get("COMPUTERNAME");
    if (windows != null) {
      return windows;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException itHasNone) {
      return "";
    }
  }

  /** As Python and {@code uname} call it. */
  private static String machine() {
    String arch = property("os.arch");
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  private Map<String, String> release() {
    Map<String, String> values = new HashMap<>();
    for (String line : linesOf("etc/os-release", "usr/lib/os-release")) {
      String[] pair = line.split("=", 2);
      if (pair.length == 2) {
        values.put(pair[0].trim(), pair[1].trim().replaceAll("^[\"']|[\"']$", ""));
      }
    }
    return values;
  }

  /** Not asked of the JDK: the first to ask sets it for the program, too. */
  private Optional<String> zone() {
    for (String known :
        List.of(
            property("user.timezone"),
            environment.getOrDefault("TZ", ""),
            text("etc/timezone", ""),
            root.link("etc/localtime").map(Path::toString).orElse(""))) {
      if (!known.isBlank()) {
        return Optional.of(known.replaceFirst("^:?(.*/zoneinfo/)?", ""));
      }
    }
    return Optional.empty();
  }

  private Map<String, Object> processors() {
    Set<String> cores = new HashSet<>();
    int logical = 0;
    String model = "";
    String socket = "";
    for (String line : linesOf("proc/cpuinfo")) {
      String[] pair = line.split(":", 2);
      String key = pair[0].trim();
      String value = pair.length == 2 ? pair[1].trim() : "";
      if (key.equals("processor")) {
        logical++;
      } else if (key.equals("physical id")) {
        socket = value;
      } else if (key.equals("core id")) {
        cores.add(socket + "/" + value);
      } else if (key.equals("model name")) {
        model = value;
      }
    }
    int available = Runtime.getRuntime().availableProcessors();
    int virtual = logical == 0 ? available : logical;
    Map<String, Object> cpu = new LinkedHashMap<>();
    cpu.put("physical", cores.isEmpty() ? virtual : cores.size());
    cpu.put("virtual", virtual);
    // Those of the container, where it has a limit.
    cpu.put("available", available);
    if (!model.isEmpty()) {
      cpu.put("model", model);
    }
    Map<String, Object> frequency = new LinkedHashMap<>();
    frequency(frequency, "min");
    frequency(frequency, "max");
    if (!frequency.isEmpty()) {
      cpu.put("freq", frequency);
    }
    return cpu;
  }

  private void frequency(Map<String, Object> into, String which) {
    root.number("sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_" + which + "_freq")
        .ifPresent(kilohertz -> into.put(which, kilohertz / KILOHERTZ_IN_MEGAHERTZ));
  }

  private Map<String, Object> memory() {
    Map<String, Object> memory = new LinkedHashMap<>();
    for (String line : linesOf("proc/meminfo")) {
      kibibytes(line, "MemTotal:").ifPresent(bytes -> memory.put("virt", bytes));
      kibibytes(line, "SwapTotal:").ifPresent(bytes -> memory.put("swap", bytes));
    }
    if (memory.isEmpty()) {
      ofTheJdk(memory);
    }
    return memory;
  }

  private static Optional<Long> kibibytes(String line, String name) {
    Matcher number = Pattern.compile("\\d+").matcher(line);
    return line.startsWith(name) && number.find()
        ? Optional.of((long) (Double.parseDouble(number.group()) * KIBIBYTE))
        : Optional.empty();
  }

  @SuppressWarnings("deprecation") // its newer name came with Java 14
  private static void ofTheJdk(Map<String, Object> memory) {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean) {
      com.sun.management.OperatingSystemMXBean machine =
          (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      memory.put("virt", machine.getTotalPhysicalMemorySize());
      memory.put("swap", machine.getTotalSwapSpaceSize());
    }
  }

  private Optional<Long> bootTime() {
    return linesOf("proc/stat").stream()
        .filter(line -> line.matches("btime \\d{1,18}"))
        .findFirst()
        .map(line -> Long.parseLong(line.substring("btime ".length())));
  }

  private Map<String, Object> container() {
    Map<String, Object> container = new LinkedHashMap<>();
    Matcher group = CONTAINER.matcher(text("proc/self/cgroup", ""));
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      container.put("runtime", "kubernetes");
    } else if (root.has("run/.containerenv")) {
      container.put("runtime", "podman");
    } else if (root.has(".dockerenv")) {
      container.put("runtime", "docker");
    } else if (group.find()) {
      container.put("runtime", group.group());
    }
    new ControlGroup(root)
        .memory()
        .ifPresent(memory -> container.put("memory_limit", (long) memory.limit()));
    return container;
  }

  private String text(String file, String otherwise) {
    try {
      return root.read(file).trim();
    } catch (IOException notHere) {
      return otherwise;
    }
  }

  /** Those of the first file that is there. */
  private List<String> linesOf(String... files) {
    for (String file : files) {
      try {
        return root.lines(file);
      } catch (IOException notHere) {
        // The next one may be.
      }
    }
    return List.of();
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
