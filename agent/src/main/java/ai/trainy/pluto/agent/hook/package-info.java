/**
 * The one class that woven code calls: it is made here and lives in {@code java.base}, where every
 * class loader finds it.
 *
 * <p>May use Byte Buddy and no other package.
 *
 * <p>Lives in the agent's own class loader, but for what it makes.
 */
package ai.trainy.pluto.agent.hook;
