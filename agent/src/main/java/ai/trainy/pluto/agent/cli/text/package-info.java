/** Numbers and plain values as people and programs read them. Uses nothing of ours. */
package ai.trainy.pluto.agent.cli.text;
