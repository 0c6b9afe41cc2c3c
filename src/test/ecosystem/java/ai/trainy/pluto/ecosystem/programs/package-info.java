/** Programs that run in what other people have written. */
package ai.trainy.pluto.ecosystem.programs;
