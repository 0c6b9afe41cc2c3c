/**
 * The gRPC contract between a run and {@code wandb grpc-server}: messages generated from {@code
 * wandb_server.proto} and the service that carries them. Uses gRPC and protobuf only.
 */
package com.wandb.grpc;
