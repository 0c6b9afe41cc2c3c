/**
 * Learns how the JVM ends, from when the first run starts, as far as no class has to be woven for
 * that; decides whether one may be.
 *
 * <p>Lives in the agent's own class loader. Needs {@code java.lang} open to that, as the hook
 * leaves it. May use {@code message}, core's {@code observe} and {@code messages}.
 */
package ai.trainy.pluto.agent.end;
