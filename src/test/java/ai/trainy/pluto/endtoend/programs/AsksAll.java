package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Prints what every getter of the full client's run answers. */
public final class AsksAll {
  private AsksAll() {}

  public static void main(String[] args) {
    System.out.println("none yet=" + (Wandb.run() == null));
    InitOptions options =
        InitOptions.builder()
            .project("asked")
            .id("asked001")
            .name("a name")
            .notes("a note")
            .group("g")
            .jobType("j")
            .tags(List.of("a", "b"))
            .config(Map.of("lr", 0.1))
            .build();
    Run run = Wandb.init(options);
    System.out.println("id=" + run.id());
    System.out.println("project=" + run.project());
    System.out.println("name=" + run.name());
    System.out.println("notes=" + run.notes());
    System.out.println("group=" + run.group());
    System.out.println("job type=" + run.jobType());
    System.out.println("config=" + run.config());
    System.out.println("url is one=" + URI.create(run.url()).isAbsolute());
    System.out.println("dir is one=" + Files.isDirectory(run.dir()));
    System.out.println("step=" + run.step());
    run.log(Map.of("loss", 1));
    System.out.println("step=" + run.step());
    run.log(Map.of("loss", 2), 10);
    System.out.println("step=" + run.step());
    run.addTags("c");
    System.out.println("tags=" + run.tags());
    run.setTags(List.of("d"));
    System.out.println("tags=" + run.tags());
    System.out.println("current=" + (Wandb.run() == run));
    Run other = Wandb.init("asked");
    System.out.println("another=" + (other != run) + " " + (Wandb.run() == other));
    System.out.println("other id=" + other.id().matches("[a-z0-9]{8}"));
    other.close();
    System.out.println("current again=" + (Wandb.run() == run));
    run.alert("short", "of two arguments");
    Wandb.finish();
    System.out.println("none left=" + (Wandb.run() == null));
  }
}
