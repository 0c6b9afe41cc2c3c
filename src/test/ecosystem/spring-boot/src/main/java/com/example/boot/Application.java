package com.example.boot;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Trains until it is told to stop, and saves its last rows then. Arguments: run id. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Application implements CommandLineRunner {
  private Run run;

  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }

  @Override
  public void run(String... args) throws Exception {
    run = Wandb.init(InitOptions.builder().project("boot").id(args[0]).name("boot").build());
    for (int i = 0; i < 10; i++) {
      run.log(Map.of("loss", 1.0 / (i + 1)));
    }
    System.out.println("training");
    Thread.sleep(600_000);
  }

  /** Runs in a shutdown hook of Spring's. */
  @PreDestroy
  void save() {
    for (int i = 0; i < 10; i++) {
      run.log(Map.of("saved", i));
    }
    run.finish(0);
    System.out.println("saved");
  }
}
