/**
 * Lossless, by violence: once {@code log} has returned, the record reaches Pluto exactly as logged,
 * whatever happens to network, server, disk and JVM. What is promised for each way to fail, and
 * which test holds it, is in {@code docs/durability.md}.
 *
 * <p>Programs here tell the test what they have logged, after {@code log} has returned; what Pluto
 * holds in the end is compared with that, value by value.
 */
package ai.trainy.pluto.durability;
