/**
 * Encodes pixels and sound as PNG and WAV files.
 *
 * <p>Implemented here rather than with {@code javax.imageio} and {@code javax.sound}, because those
 * search for plug-ins on the program's class path and initialize parts of the JVM that a program
 * may want to configure first. Uses JDK types only and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.media;

import org.jspecify.annotations.NullMarked;
