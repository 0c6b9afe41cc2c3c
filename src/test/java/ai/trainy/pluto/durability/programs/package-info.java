/** What is killed, starved and cut off. */
package ai.trainy.pluto.durability.programs;
