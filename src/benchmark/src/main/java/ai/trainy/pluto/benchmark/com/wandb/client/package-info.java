/**
 * A client that the agent takes for the official one, moved by a fat jar, and whose methods do
 * nothing: what a call takes is what was added to it.
 */
package ai.trainy.pluto.benchmark.com.wandb.client;
