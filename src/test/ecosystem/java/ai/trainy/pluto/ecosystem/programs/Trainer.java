package ai.trainy.pluto.ecosystem.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Map;

/** Logs a run when its web application starts, named after it. */
public final class Trainer implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    String name = event.getServletContext().getContextPath().substring(1);
    try (Run run = Wandb.init(InitOptions.builder().project("web").id(name).name(name).build())) {
      for (int i = 0; i < 3; i++) {
        run.log(Map.of("loss", 1.0 / (i + 1)));
      }
    }
    System.out.println(name + " has logged");
  }
}
