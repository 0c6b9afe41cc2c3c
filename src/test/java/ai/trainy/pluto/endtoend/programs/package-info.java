/**
 * Programs of users: they know a wandb client and nothing else. Tests start them in JVMs of their
 * own.
 */
package ai.trainy.pluto.endtoend.programs;
