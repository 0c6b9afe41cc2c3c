/**
 * Tells which wandb clients are on a program's class path and whether the bindings fit them, from
 * names and class files alone: nothing of the program is loaded or run.
 *
 * <p>Entry types are {@link ai.trainy.pluto.agent.classpath.ClassPath} and {@link
 * ai.trainy.pluto.agent.classpath.ClientScan}; the other public ones are what a scan consists of.
 * May use {@code binding}, {@code weave} and Byte Buddy.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.agent.classpath;
