/**
 * A stand-in for the {@code wandb} command: a gRPC server on loopback that answers a run and
 * records what it receives. The client reaches it through the command line and gRPC alone. Uses
 * {@code com.wandb.grpc}, gRPC and org.json. The public type is {@link
 * com.wandb.standin.WandbCommand}, for {@code bin/wandb} to start.
 */
package com.wandb.standin;
