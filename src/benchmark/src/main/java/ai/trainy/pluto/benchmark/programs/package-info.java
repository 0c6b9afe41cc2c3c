/** Programs that are started in JVMs of their own, and tell on stdout what they took. */
package ai.trainy.pluto.benchmark.programs;
