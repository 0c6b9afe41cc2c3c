package ai.trainy.pluto.endtoend.programs;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Set;

/**
 * Runs a program that is a named module in a layer of its own, each module with a class loader of
 * its own, as application servers do. Arguments: the module path, the module, its main class, what
 * that one is given.
 */
public final class Layers {
  private Layers() {}

  public static void main(String[] args) throws Exception {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration modules =
        boot.configuration()
            .resolve(ModuleFinder.of(Path.of(args[0])), ModuleFinder.of(), Set.of(args[1]));
    ModuleLayer layer =
        boot.defineModulesWithManyLoaders(modules, ClassLoader.getSystemClassLoader());
    Class<?> program = layer.findLoader(args[1]).loadClass(args[2]);
    Module own = program.getModule();
    Method main = program.getMethod("main", String[].class);
    System.out.println(
        "in a layer of " + layer.modules().size() + ": " + layer.modules().contains(own));
    main.invoke(null, (Object) new String[] {args[3]});
  }
}
