package ai.trainy.pluto.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Paths;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Loads the agent's own classes and libraries from the {@link Archive} in its jar, in which no
 * other loader looks. Its parent is the platform's loader, so our libraries never meet the
 * program's, whatever versions those have.
 */
final class AgentClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String PLATFORM = "jdk.internal.loader.ClassLoaders$PlatformClassLoader";

  private final ClassLoader platform;
  private final Archive archive;
  private final ProtectionDomain domain;

  private AgentClassLoader(CodeSource source, ClassLoader platform)
      throws IOException, URISyntaxException {
    super(platform);
    this.platform = platform;
    // Not as a File: that takes no address of a jar on another machine, as Windows has them.
    this.archive = new Archive(Paths.get(source.getLocation().toURI()).toFile());
    // All permissions: starting a JVM with an agent means trusting it, whatever a policy grants the
    // jar. No code source: JaCoCo's agent, for one, takes classes that have one for the program's.
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain = new ProtectionDomain(null, all);
  }

  /** A loader of what is in the jar that this class came from. */
  static AgentClassLoader ofThisJar() throws ReflectiveOperationException {
    try {
      CodeSource source = AgentClassLoader.class.getProtectionDomain().getCodeSource();
      return new AgentClassLoader(source, platform());
    } catch (IOException | URISyntaxException e) {
      throw new ReflectiveOperationException("the agent's jar cannot be read: " + e, e);
    }
  }

  /**
   * The platform's. Java 8, which this class is compiled for, has no method that says which it is;
   * to call it by reflection has the JVM make classes for annotations that it reads, and takes
   * longer than everything else here. So it is looked for above the program's own loader first.
   */
  private static ClassLoader platform() throws ReflectiveOperationException {
    ClassLoader highest = getSystemClassLoader();
    while (highest.getParent() != null) {
      highest = highest.getParent();
    }
    return highest.getClass().getName().equals(PLATFORM)
        ? highest
        : (ClassLoader) ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
  }

  /** The archive first: the parent has none of its classes, and takes long to say so. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return platform.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = classFile(name);
      return bytes == null
          ? platform.loadClass(name)
          : defineClass(name, bytes, 0, bytes.length, domain);
    }
  }

  private byte[] classFile(String name) throws ClassNotFoundException {
    try {
      return archive.read(name.replace('.', '/') + ".class");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** A file of the agent's own; null if there is none of that name. */
  byte[] file(String name) throws IOException {
    return archive.read(name);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    // Not through a URL: its connection would keep the jar in a cache of the whole JVM.
    try {
      byte[] bytes = archive.read(name);
      return bytes == null ? platform.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    try {
      byte[] bytes = archive.read(name);
      return bytes == null ? null : ArchivedUrl.of(name, bytes);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }
}
