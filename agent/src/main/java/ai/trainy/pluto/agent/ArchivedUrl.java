package ai.trainy.pluto.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Addresses of files of the {@link Archive}, for libraries that read theirs by address. */
final class ArchivedUrl extends URLStreamHandler {
  private final byte[] content;

  private ArchivedUrl(byte[] content) {
    this.content = content;
  }

  static URL of(String name, byte[] content) throws MalformedURLException {
    return new URL("pluto", "", -1, "/" + name, new ArchivedUrl(content));
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new URLConnection(url) {
      @Override
      public void connect() {}

      @Override
      public InputStream getInputStream() throws IOException {
        return new ByteArrayInputStream(content);
      }
    };
  }
}
