/**
 * What the agent costs: benchmarks of what a program notices, each with the real journal, the real
 * uploader and a server on the loopback address. {@code docs/benchmarks.md} says how to run them
 * and what they have shown.
 *
 * <p>A benchmark fails if a value did not arrive: a figure never comes from work left undone.
 */
package ai.trainy.pluto.benchmark;
