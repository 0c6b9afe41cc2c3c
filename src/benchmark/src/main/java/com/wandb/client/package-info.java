/** A client for the agent to weave that costs nothing itself. */
package com.wandb.client;
