/**
 * Finds the wandb clients on a program's class path and checks whether the bindings fit them, from
 * names and class files alone: no class of the program is loaded or run.
 *
 * <p>Entry types are {@link ai.trainy.pluto.agent.classpath.ClassPath} and {@link
 * ai.trainy.pluto.agent.classpath.ClientScan}; the other public types are parts of a scan.
 *
 * <p>May use {@code binding}, {@code weave} and Byte Buddy.
 *
 * <p>Lives in the agent's own class loader.
 */
@NullMarked
package ai.trainy.pluto.agent.classpath;

import org.jspecify.annotations.NullMarked;
