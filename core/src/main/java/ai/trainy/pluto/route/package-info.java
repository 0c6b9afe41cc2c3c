/**
 * What becomes of a logged value: metric, config, or refused with a reason. Pure functions.
 *
 * <p>Uses JDK types only and no other package of core.
 */
package ai.trainy.pluto.route;
