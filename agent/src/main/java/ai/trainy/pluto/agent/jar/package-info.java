/** The agent's own jar. Uses nothing of ours. */
package ai.trainy.pluto.agent.jar;
