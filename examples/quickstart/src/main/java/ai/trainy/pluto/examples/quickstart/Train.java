package ai.trainy.pluto.examples.quickstart;

import com.wandb.client.WandbRun;
import java.io.IOException;
import java.util.List;

/** The program: opens a run, trains, finishes the run; then adds a report on the model to it. */
public final class Train {

  private Train() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("quickstart: " + e.getMessage());
      System.exit(2);
      return;
    }
    Hyperparameters settings = new Hyperparameters(options.epochs());
    Training training = new Training(settings, Digits.load());
    LogCount count = new LogCount();
    String runId = train(training, settings, options, count);
    System.out.println(count);
    System.out.println(new Report(training).log(runId, settings.name()));
  }

  /** Returns the run's wandb id. */
  private static String train(
      Training training, Hyperparameters settings, Options options, LogCount count)
      throws IOException, InterruptedException {
    WandbRun run =
        new WandbRun.Builder()
            .withProject("handwritten-digits")
            .withName(settings.name())
            .withNotes("One hidden layer on the UCI handwritten digits.")
            .withConfig(settings.toJson())
            .setTags(List.of("quickstart", "mlp"))
            .onPort(options.port())
            .build();
    int exitCode = 1;
    try {
      run.printRunInfo();
      training.run(
          row -> {
            count.add(row);
            run.log(row);
          },
          System.out);
      exitCode = 0;
    } finally {
      run.finish(exitCode);
    }
    return run.data().getRunId();
  }
}
