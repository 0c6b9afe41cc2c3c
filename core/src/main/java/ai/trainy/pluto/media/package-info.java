/**
 * Pixels and sound as the bytes of files: PNG and WAV.
 *
 * <p>Written here, and not by {@code javax.imageio} and {@code javax.sound}, because those look for
 * plug-ins on the program's class path and start parts of the JVM that a program may want to start
 * otherwise. Uses JDK types only and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
package ai.trainy.pluto.media;
