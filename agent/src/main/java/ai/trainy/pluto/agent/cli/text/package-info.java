/**
 * Numbers and plain values as people and programs read them. Uses no other package.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.text;
