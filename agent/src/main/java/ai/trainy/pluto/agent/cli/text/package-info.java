/**
 * Numbers and plain values as people and programs read them. Uses no other package of ours, and
 * Jackson; no type of it is in a signature.
 *
 * <p>Lives in the agent's own class loader, in a process of its own.
 */
package ai.trainy.pluto.agent.cli.text;
