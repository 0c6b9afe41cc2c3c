/**
 * What the agent says in a program.
 *
 * <p>Uses {@code messages} and nothing else of ours.
 */
package ai.trainy.pluto.agent.message;
