/**
 * A wandb client with everything that the Python one has, which keeps each run in an offline
 * directory. Uses the JDK and org.json, and knows no other tracker.
 *
 * <p>{@link com.example.wandb.Wandb} opens a {@link com.example.wandb.Run}; the other public types
 * are what a run is given: options, media, artifacts. {@link com.example.wandb.RunReader} reads a
 * directory back, so that what was kept can be compared with what was logged.
 *
 * <pre>
 * DIR/wandb/offline-run-yyyyMMdd_HHmmss-ID/
 *   run.json                       project, name, tags, config, state, ...
 *   history.jsonl                  a row for each log: _step, _timestamp and the values
 *   alerts.jsonl                   a line for each alert
 *   files/media/images/...         what rows refer to, by its path below files/
 *   files/...                      what save() was given
 *   artifacts/NAME/manifest.json   each version's entries
 *   artifacts/NAME/v0/...          copies of a version's files
 * </pre>
 *
 * Unlike the Python client this one has no process beside it and no exit hook: a run that is not
 * finished stays "running" in its {@code run.json}, with every row that was logged.
 */
package com.example.wandb;
