package com.wandb.standin;

import com.wandb.grpc.InternalServiceGrpc.InternalServiceImplBase;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.HistoryResult;
import com.wandb.grpc.WandbServer.RunExitRecord;
import com.wandb.grpc.WandbServer.RunExitResult;
import com.wandb.grpc.WandbServer.RunRecord;
import com.wandb.grpc.WandbServer.RunUpdateResult;
import com.wandb.grpc.WandbServer.ServerShutdownRequest;
import com.wandb.grpc.WandbServer.ServerShutdownResult;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.json.JSONException;

/** Answers the calls of one run, each after it is recorded. */
final class RunService extends InternalServiceImplBase {

  private final RunDefaults defaults;
  private final RunLog runLog;
  private final Runnable shutdown;

  RunService(RunDefaults defaults, RunLog runLog, Runnable shutdown) {
    this.defaults = defaults;
    this.runLog = runLog;
    this.shutdown = shutdown;
  }

  @Override
  public void runUpdate(RunRecord request, StreamObserver<RunUpdateResult> answer) {
    RunRecord run = defaults.complete(request);
    recordAndReply(() -> runLog.run(run), RunUpdateResult.newBuilder().setRun(run).build(), answer);
  }

  @Override
  public void log(HistoryRecord request, StreamObserver<HistoryResult> answer) {
    recordAndReply(() -> runLog.history(request), HistoryResult.getDefaultInstance(), answer);
  }

  @Override
  public void runExit(RunExitRecord request, StreamObserver<RunExitResult> answer) {
    recordAndReply(
        () -> runLog.exit(request.getExitCode()), RunExitResult.getDefaultInstance(), answer);
  }

  @Override
  public void serverShutdown(
      ServerShutdownRequest request, StreamObserver<ServerShutdownResult> answer) {
    recordAndReply(() -> {}, ServerShutdownResult.getDefaultInstance(), answer);
    shutdown.run();
  }

  /** Refuses the call, and records nothing of it, if one of its values is not JSON. */
  private static <T> void recordAndReply(Runnable recording, T result, StreamObserver<T> answer) {
    try {
      recording.run();
    } catch (JSONException e) {
      answer.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
      return;
    }
    answer.onNext(result);
    answer.onCompleted();
  }
}
