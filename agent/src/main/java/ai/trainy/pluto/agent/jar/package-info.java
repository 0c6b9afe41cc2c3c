/**
 * The agent's own jar. Uses no other package.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.agent.jar;
