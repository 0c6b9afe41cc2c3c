package com.example.scala3

import com.example.wandb.{InitOptions, Wandb}
import java.util.Map as JavaMap
import scala.concurrent.{Await, Future}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration.Duration

/** Futures on the global execution context, each of which logs under a name of its own. */
object Futures:
  def main(args: Array[String]): Unit =
    val run =
      Wandb.init(InitOptions.builder().project("scala").id(args(0)).name("scala").build())
    val workers = (0 until 100).map: worker =>
      Future:
        (0 until 10).foreach(i => run.log(JavaMap.of(s"worker/$worker", i * 0.5)))
    Await.result(Future.sequence(workers), Duration.Inf)
    run.finish(0)
    println("done")
