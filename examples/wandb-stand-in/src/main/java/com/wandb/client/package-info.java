/**
 * A stand-in for the official Java wandb client: the same class and method names, our own code. It
 * really starts the {@code wandb} command and talks gRPC to it. Uses {@code com.wandb.grpc}, gRPC
 * and org.json. The public type is {@link com.wandb.client.WandbRun}.
 */
package com.wandb.client;
