/**
 * Formats numbers and plain values for people and programs. Uses no other package.
 *
 * <p>Lives in the agent's own class loader, in a separate process.
 */
package ai.trainy.pluto.agent.cli.text;
