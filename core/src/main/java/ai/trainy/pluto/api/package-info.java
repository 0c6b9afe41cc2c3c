/**
 * The port: what core asks of a Pluto server, and the values that cross it.
 *
 * <p>Plain immutable values and one interface; uses JDK types only and no other package of core.
 */
package ai.trainy.pluto.api;
