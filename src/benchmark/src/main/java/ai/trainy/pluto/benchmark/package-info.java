/**
 * What the agent costs a program, and how much it carries. Each benchmark measures the real path:
 * the agent's jar where a program would have it, the journal on disk, HTTP to a server in another
 * process.
 */
package ai.trainy.pluto.benchmark;
