/**
 * The threads of this library, and the rules for its code on the program's threads: it is a guest
 * in somebody else's JVM.
 *
 * <p>Uses JDK types only and no other package of core.
 *
 * <p>Lives in the agent's own class loader; where core is used without the agent, in the program's.
 */
@NullMarked
package ai.trainy.pluto.threads;

import org.jspecify.annotations.NullMarked;
