/**
 * What a person is told: a few lines on stderr, everything else in a log file.
 *
 * <p>Uses JDK types, {@code threads}, and no other package of core.
 */
package ai.trainy.pluto.notice;
