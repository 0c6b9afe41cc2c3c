/**
 * A small custom wandb client: it opens runs, logs rows of numbers, images, histograms and tables,
 * and writes each run to a folder. Uses the JDK and org.json, and knows no other tracker: {@code
 * example-wandb-client.binding} is all that the Pluto agent needs to log its runs.
 *
 * <pre>
 * DIR/wandb/offline-run-ID/
 *   run.json         id, project, name, config, state, exitCode
 *   history.jsonl    a row for each log: _step and the values
 *   media/...        images, which rows refer to
 * </pre>
 */
package com.example.client;
