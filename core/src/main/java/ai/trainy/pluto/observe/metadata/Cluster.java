package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.observe.Secrets;
import ai.trainy.pluto.observe.system.Root;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of which job the program is: Kubernetes, SLURM, Spark, ranks. Of the environment,
 * these names are read and no others; the reference lists them.
 */
final class Cluster implements Source {
  private static final List<String> KUBERNETES =
      List.of("POD_NAME", "POD_NAMESPACE", "NODE_NAME", "JOB_NAME", "JOB_COMPLETION_INDEX");

  private static final List<String> SLURM =
      List.of(
          "SLURM_JOB_ID",
          "SLURM_JOB_NAME",
          "SLURM_JOB_NODELIST",
          "SLURM_JOB_NUM_NODES",
          "SLURM_JOB_PARTITION",
          "SLURM_CLUSTER_NAME",
          "SLURM_ARRAY_JOB_ID",
          "SLURM_ARRAY_TASK_ID",
          "SLURM_NTASKS",
          "SLURM_PROCID",
          "SLURM_LOCALID",
          "SLURM_NODEID",
          "SLURM_RESTART_COUNT");

  private static final List<String> SPARK =
      List.of("SPARK_APPLICATION_ID", "SPARK_EXECUTOR_ID", "SPARK_EXECUTOR_POD_NAME");

  private static final List<String> RANKS =
      List.of(
          "RANK",
          "LOCAL_RANK",
          "NODE_RANK",
          "GROUP_RANK",
          "WORLD_SIZE",
          "LOCAL_WORLD_SIZE",
          "OMPI_COMM_WORLD_RANK",
          "OMPI_COMM_WORLD_LOCAL_RANK",
          "OMPI_COMM_WORLD_SIZE",
          "PMI_RANK",
          "PMI_SIZE");

  private static final List<String> KONDUKTOR =
      List.of("KONDUKTOR_JOB_NAME", "KONDUKTOR_NUM_NODES", "KONDUKTOR_RANK");

  private static final String NAMESPACE = "var/run/secrets/kubernetes.io/serviceaccount/namespace";

  /** An executor is told by arguments who it is. */
  private static final Pattern EXECUTOR =
      Pattern.compile("org\\.apache\\.spark\\.executor\\.\\w+Backend\\b.*");

  private static final Pattern EXECUTOR_ID = Pattern.compile(" --executor-id (\\S+)");
  private static final Pattern APPLICATION_ID = Pattern.compile(" --app-id (\\S+)");

  private final Root root;
  private final Map<String, String> environment;
  private final String command;

  /**
   * @param command the main class and its arguments
   */
  Cluster(Root root, Map<String, String> environment, String command) {
    this.root = root;
    this.environment = environment;
    this.command = command;
  }

  @Override
  public void addTo(Map<String, Object> metadata) {
    put(metadata, "kubernetes", kubernetes());
    put(metadata, "slurm", named(SLURM, "SLURM_"));
    put(metadata, "spark", spark());
    put(metadata, "distributed", named(RANKS, ""));
    put(metadata, "konduktor", named(KONDUKTOR, "KONDUKTOR_"));
  }

  private Map<String, Object> kubernetes() {
    // Set in every pod; the names are up to the pod's description.
    if (!environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return Map.of();
    }
    Map<String, Object> pod = named(KUBERNETES, "");
    pod.putIfAbsent("pod_name", environment.getOrDefault("HOSTNAME", ""));
    try {
      pod.putIfAbsent("pod_namespace", root.read(NAMESPACE).trim());
    } catch (IOException notToldThere) {
      // Pods need not have an account.
    }
    return pod;
  }

  private Map<String, Object> spark() {
    Map<String, Object> spark = named(SPARK, "SPARK_");
    if (EXECUTOR.matcher(command).matches()) {
      Matcher executor = EXECUTOR_ID.matcher(command);
      if (executor.find()) {
        spark.putIfAbsent("executor_id", executor.group(1));
      }
      Matcher application = APPLICATION_ID.matcher(command);
      if (application.find()) {
        spark.putIfAbsent("application_id", application.group(1));
      }
    }
    return spark;
  }

  private Map<String, Object> named(List<String> names, String prefix) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        String key = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
        values.put(key, Secrets.redacted(value));
      }
    }
    return values;
  }

  private static void put(Map<String, Object> metadata, String key, Map<String, Object> values) {
    if (!values.isEmpty()) {
      metadata.put(key, values);
    }
  }
}
