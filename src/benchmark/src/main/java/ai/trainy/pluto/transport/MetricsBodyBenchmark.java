package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.MetricRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okio.BufferedSink;
import okio.Okio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The second half of an upload without the network: points in a second that become JSON. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class MetricsBodyBenchmark {
  private static final int POINTS = 20_000;
  private static final String[] NAMES = {
    "train/loss",
    "train/accuracy",
    "train/learning_rate",
    "train/grad_norm",
    "val/loss",
    "val/accuracy",
    "val/f1",
    "epoch",
    "throughput/samples_per_second",
    "throughput/tokens_per_second"
  };

  private final List<MetricRow> rows = rows();

  private static List<MetricRow> rows() {
    List<MetricRow> rows = new ArrayList<>();
    for (int row = 0; row < POINTS / NAMES.length; row++) {
      double[] values = new double[NAMES.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.sin(row + i);
      }
      rows.add(new MetricRow(1_700_000_000_000L, row, NAMES, values));
    }
    return rows;
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public void encode() throws IOException {
    try (BufferedSink sink = Okio.buffer(Okio.blackhole())) {
      new MetricsBody(rows).writeTo(sink);
    }
  }
}
