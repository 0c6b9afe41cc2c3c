/**
 * What a person is told: a few lines on stderr, everything else in a log file.
 *
 * <p>Uses JDK types only and no other package of core.
 */
package ai.trainy.pluto.notice;
