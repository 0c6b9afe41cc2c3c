package ai.trainy.pluto.benchmark.programs;

import ai.trainy.pluto.benchmark.com.wandb.client.WandbRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;

/**
 * Logs a row and then does nothing. Arguments: for how many seconds it does so before it is
 * measured, and after that. Prints what the process took of the processor in each.
 */
public final class IdleRun {
  private static final Path PROCESS = Path.of("/proc/self/stat");

  /** Of what comes behind the command's name, which is in parentheses and may hold blanks. */
  private static final int USER_TICKS = 11;

  private static final long MICROSECONDS_OF_A_TICK = 10_000;

  private IdleRun() {}

  public static void main(String[] args) throws Exception {
    WandbRun run = new WandbRun.Builder().withProject("benchmark").build();
    run.log(new JSONObject().put("loss", 0.5), 0);
    long start = processor();
    TimeUnit.SECONDS.sleep(Long.parseLong(args[0]));
    long settled = processor();
    System.out.println("first=" + (settled - start));
    TimeUnit.SECONDS.sleep(Long.parseLong(args[1]));
    System.out.println("idle=" + (processor() - settled));
    run.finish(0);
  }

  /** As the kernel counts it: beans would load what is measured. */
  private static long processor() throws IOException {
    String stat = Files.readString(PROCESS);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]))
        * MICROSECONDS_OF_A_TICK;
  }
}
