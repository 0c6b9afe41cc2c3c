/**
 * Programs, containers and build tools of other people under the built agent: what they do and say
 * is what they do and say without it, and what they log arrives. See docs/compatibility.md for what
 * was run.
 */
package ai.trainy.pluto.ecosystem;
