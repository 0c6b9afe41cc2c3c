package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.observe.system.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's GPUs: as {@code nvidia-smi} tells in time, else as the driver does, which says nothing
 * of their memory.
 */
final class GpuDevices implements Source {
  private static final List<String> QUESTION =
      List.of("--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits");

  private static final Pattern LINE = Pattern.compile("([^,\\[]+), *(\\d{1,12}), *([^,]+)");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s+(.+)$");
  private static final Pattern DRIVER = Pattern.compile("Kernel Module.*?\\s(\\d+\\.[\\d.]+)\\s");
  private static final String DRIVERS_DEVICES = "proc/driver/nvidia/gpus";
  private static final long MEBIBYTE = 1 << 20;

  private final Root root;
  private final Commands commands;

  GpuDevices(Root root, Commands commands) {
    this.root = root;
    this.commands = commands;
  }

  @Override
  public void addTo(Map<String, Object> metadata) throws IOException, InterruptedException {
    Map<String, Object> nvidia = ofTheDriver();
    Optional<Commands.Answer> answer = commands.ask("nvidia-smi", QUESTION);
    if (answer.isPresent() && answer.get().exitCode() == 0) {
      nvidia.putAll(ofTheTool(answer.get().text()));
    }
    if (!nvidia.isEmpty()) {
      metadata.put("gpu", Map.of("nvidia", nvidia));
    }
  }

  private Map<String, Object> ofTheDriver() throws IOException {
    List<Map<String, Object>> devices = new ArrayList<>();
    for (String device : root.names(DRIVERS_DEVICES)) {
      Matcher model = MODEL.matcher(root.read(DRIVERS_DEVICES + "/" + device + "/information"));
      if (model.find()) {
        devices.add(Map.of("name", model.group(1).trim()));
      }
    }
    if (devices.isEmpty()) {
      return new LinkedHashMap<>();
    }
    Map<String, Object> nvidia = described(devices);
    if (root.has("proc/driver/nvidia/version")) {
      Matcher version = DRIVER.matcher(root.read("proc/driver/nvidia/version"));
      if (version.find()) {
        nvidia.put("driver", version.group(1));
      }
    }
    return nvidia;
  }

  private static Map<String, Object> ofTheTool(String answer) {
    List<Map<String, Object>> devices = new ArrayList<>();
    String driver = "";
    for (String line : answer.split("\n", -1)) {
      Matcher device = LINE.matcher(line.trim());
      if (device.matches()) {
        devices.add(
            Map.of(
                "name",
                device.group(1).trim(),
                "memory",
                Map.of("total", Long.parseLong(device.group(2)) * MEBIBYTE)));
        driver = device.group(3).trim();
      }
    }
    if (devices.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> nvidia = described(devices);
    nvidia.put("driver", driver);
    return nvidia;
  }

  private static Map<String, Object> described(List<Map<String, Object>> devices) {
    Map<String, Object> nvidia = new LinkedHashMap<>();
    nvidia.put("count", devices.size());
    nvidia.put("devices", devices);
    return nvidia;
  }
}
