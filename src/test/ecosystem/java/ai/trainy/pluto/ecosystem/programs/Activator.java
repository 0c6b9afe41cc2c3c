package ai.trainy.pluto.ecosystem.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Logs from its start to its stop. */
public final class Activator implements BundleActivator {
  private Run run;

  @Override
  public void start(BundleContext context) {
    run = Wandb.init(InitOptions.builder().project("osgi").id("bundle01").name("osgi").build());
    run.log(Map.of("loss", 1.0));
    run.log(Map.of("loss", 0.5));
  }

  @Override
  public void stop(BundleContext context) {
    run.log(Map.of("loss", 0.25));
    run.finish(0);
  }
}
