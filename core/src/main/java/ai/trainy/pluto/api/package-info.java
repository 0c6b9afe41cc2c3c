/**
 * The port: the requests of core to a Pluto server, and the values exchanged.
 *
 * <p>Plain immutable values and one interface; uses JDK types only and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.api;

import org.jspecify.annotations.NullMarked;
