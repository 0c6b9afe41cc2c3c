package ai.trainy.pluto.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories of the systems that the build may not run on. */
class UserDirectoriesTest {
  private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
  private final FileSystem mac = Jimfs.newFileSystem(Configuration.osX());

  @AfterEach
  void close() throws IOException {
    windows.close();
    mac.close();
  }

  @Test
  void onWindowsStateIsAmongTheLocalDataOfPrograms() {
    assertThat(onWindows(Map.of("LOCALAPPDATA", "D:\\Data\\Local")).state())
        .hasToString("Optional[D:\\Data\\Local]");
    assertThat(onWindows(Map.of()).state())
        .hasToString("Optional[C:\\Users\\Jane Wren\\AppData\\Local]");
    assertThat(onWindows(Map.of("XDG_STATE_HOME", "E:\\state")).state())
        .hasToString("Optional[E:\\state]");
    assertThat(onWindows(Map.of("LOCALAPPDATA", "\\\\server\\wren\\local")).state())
        .hasToString("Optional[\\\\server\\wren\\local]");
  }

  @ParameterizedTest
  @CsvSource({"Data", "\\Data", "D:Data", "/Data", "C:\\Da?ta"})
  void whatIsNoPlaceOfItsOwnOnWindowsIsPassedOver(String directory) {
    assertThat(onWindows(Map.of("LOCALAPPDATA", directory)).state())
        .hasToString("Optional[C:\\Users\\Jane Wren\\AppData\\Local]");
  }

  @Test
  void pythonsKeyringOnWindowsIsFoundWherePythonPutsIt() {
    assertThat(onWindows(Map.of()).pythonKeyring())
        .hasToString("Optional[C:\\Users\\Jane Wren\\AppData\\Local\\Python Keyring]");
    assertThat(onWindows(Map.of("ProgramData", "C:\\ProgramData")).pythonKeyring())
        .hasToString("Optional[C:\\ProgramData\\Python Keyring]");
  }

  @Test
  void onMacOsStateIsInTheUsersLibrary() {
    UserDirectories directories =
        new UserDirectories(
            Map.of("os.name", "Mac OS X", "user.home", "/Users/wren"), Map.of(), mac);

    assertThat(directories.state().map(Path::toString))
        .isEqualTo(Optional.of("/Users/wren/Library/Application Support"));
    assertThat(directories.pythonKeyring().map(Path::toString))
        .isEqualTo(Optional.of("/Users/wren/.local/share/python_keyring"));
  }

  private UserDirectories onWindows(Map<String, String> environment) {
    return new UserDirectories(
        Map.of("os.name", "Windows 11", "user.home", "C:\\Users\\Jane Wren"), environment, windows);
  }
}
