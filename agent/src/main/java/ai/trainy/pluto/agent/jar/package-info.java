/**
 * The agent's own jar. Uses nothing of ours.
 *
 * <p>Lives in the agent's own class loader.
 */
package ai.trainy.pluto.agent.jar;
