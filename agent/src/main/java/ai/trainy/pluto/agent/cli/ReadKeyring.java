package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.signin.KeyringFault;
import ai.trainy.pluto.agent.cli.signin.LibraryKeyring;
import ai.trainy.pluto.agent.keyring.KeyringProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What {@link KeyringProcess} runs: answers with the key in the keyring, on standard output. */
@Command(name = KeyringProcess.COMMAND, hidden = true)
final class ReadKeyring implements Callable<Integer> {
  /** Longer than the one who asks waits, so that a process whose asker has died ends as well. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public Integer call() throws IOException {
    try {
      Optional<String> key = new LibraryKeyring(PATIENCE).read();
      if (key.isEmpty()) {
        return KeyringProcess.NO_KEY;
      }
      try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write(key.get().getBytes(StandardCharsets.UTF_8));
      }
      return 0;
    } catch (KeyringFault e) {
      return 1;
    }
  }
}
