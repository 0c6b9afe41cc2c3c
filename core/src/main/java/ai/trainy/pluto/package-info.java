/**
 * The public API: Pluto runs on the JVM.
 *
 * <p>{@link ai.trainy.pluto.Pluto} opens runs, {@link ai.trainy.pluto.Run} logs data. Usable
 * without the agent. May use every other package of core; nothing in core may use this package.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto;

import org.jspecify.annotations.NullMarked;
