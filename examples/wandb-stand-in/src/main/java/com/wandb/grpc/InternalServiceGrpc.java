package com.wandb.grpc;

import com.google.protobuf.Message;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.HistoryResult;
import com.wandb.grpc.WandbServer.RunExitRecord;
import com.wandb.grpc.WandbServer.RunExitResult;
import com.wandb.grpc.WandbServer.RunRecord;
import com.wandb.grpc.WandbServer.RunUpdateResult;
import com.wandb.grpc.WandbServer.ServerShutdownRequest;
import com.wandb.grpc.WandbServer.ServerShutdownResult;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * Both ends of the service in {@code wandb_server.proto}, named as gRPC's code generator names
 * them. Written by hand: four methods do not earn the build a second native program to download.
 */
public final class InternalServiceGrpc {

  private static final String SERVICE = "wandb_internal.InternalService";

  private static final MethodDescriptor<RunRecord, RunUpdateResult> RUN_UPDATE =
      unary("RunUpdate", RunRecord.getDefaultInstance(), RunUpdateResult.getDefaultInstance());

  private static final MethodDescriptor<HistoryRecord, HistoryResult> LOG =
      unary("Log", HistoryRecord.getDefaultInstance(), HistoryResult.getDefaultInstance());

  private static final MethodDescriptor<RunExitRecord, RunExitResult> RUN_EXIT =
      unary("RunExit", RunExitRecord.getDefaultInstance(), RunExitResult.getDefaultInstance());

  private static final MethodDescriptor<ServerShutdownRequest, ServerShutdownResult>
      SERVER_SHUTDOWN =
          unary(
              "ServerShutdown",
              ServerShutdownRequest.getDefaultInstance(),
              ServerShutdownResult.getDefaultInstance());

  private InternalServiceGrpc() {}

  public static InternalServiceBlockingStub newBlockingStub(Channel channel) {
    return new InternalServiceBlockingStub(channel, CallOptions.DEFAULT);
  }

  private static <Q extends Message, R extends Message> MethodDescriptor<Q, R> unary(
      String method, Q request, R response) {
    return MethodDescriptor.<Q, R>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, method))
        .setRequestMarshaller(ProtoUtils.marshaller(request))
        .setResponseMarshaller(ProtoUtils.marshaller(response))
        .build();
  }

  /** The client's end. Every call blocks; a failed one throws StatusRuntimeException. */
  public static final class InternalServiceBlockingStub
      extends AbstractBlockingStub<InternalServiceBlockingStub> {

    private InternalServiceBlockingStub(Channel channel, CallOptions options) {
      super(channel, options);
    }

    @Override
    protected InternalServiceBlockingStub build(Channel channel, CallOptions options) {
      return new InternalServiceBlockingStub(channel, options);
    }

    public RunUpdateResult runUpdate(RunRecord request) {
      return ClientCalls.blockingUnaryCall(getChannel(), RUN_UPDATE, getCallOptions(), request);
    }

    public HistoryResult log(HistoryRecord request) {
      return ClientCalls.blockingUnaryCall(getChannel(), LOG, getCallOptions(), request);
    }

    public RunExitResult runExit(RunExitRecord request) {
      return ClientCalls.blockingUnaryCall(getChannel(), RUN_EXIT, getCallOptions(), request);
    }

    public ServerShutdownResult serverShutdown(ServerShutdownRequest request) {
      return ClientCalls.blockingUnaryCall(
          getChannel(), SERVER_SHUTDOWN, getCallOptions(), request);
    }
  }

  /** The server's end. */
  public abstract static class InternalServiceImplBase implements BindableService {

    public abstract void runUpdate(RunRecord request, StreamObserver<RunUpdateResult> answer);

    public abstract void log(HistoryRecord request, StreamObserver<HistoryResult> answer);

    public abstract void runExit(RunExitRecord request, StreamObserver<RunExitResult> answer);

    public abstract void serverShutdown(
        ServerShutdownRequest request, StreamObserver<ServerShutdownResult> answer);

    @Override
    public final ServerServiceDefinition bindService() {
      return ServerServiceDefinition.builder(SERVICE)
          .addMethod(RUN_UPDATE, ServerCalls.asyncUnaryCall(this::runUpdate))
          .addMethod(LOG, ServerCalls.asyncUnaryCall(this::log))
          .addMethod(RUN_EXIT, ServerCalls.asyncUnaryCall(this::runExit))
          .addMethod(SERVER_SHUTDOWN, ServerCalls.asyncUnaryCall(this::serverShutdown))
          .build();
    }
  }
}
