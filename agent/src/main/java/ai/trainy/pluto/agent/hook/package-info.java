/**
 * The only class that woven code calls: generated here, defined in {@code java.base}, where every
 * class loader finds it.
 *
 * <p>May use Byte Buddy and no other package.
 *
 * <p>Lives in the agent's own class loader, except the generated class.
 */
@NullMarked
package ai.trainy.pluto.agent.hook;

import org.jspecify.annotations.NullMarked;
