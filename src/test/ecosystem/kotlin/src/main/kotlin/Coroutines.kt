package com.example.kotlin

import com.example.wandb.InitOptions
import com.example.wandb.Wandb
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** A hundred coroutines on few threads, each of which logs under a name of its own. */
object Coroutines {
  @JvmStatic
  fun main(args: Array<String>) = runBlocking {
    val run = Wandb.init(InitOptions.builder().project("kotlin").id(args[0]).name("kotlin").build())
    coroutineScope {
      repeat(100) { worker ->
        launch(Dispatchers.Default) {
          repeat(10) {
            run.log(mapOf("worker/$worker" to it * 0.5))
            delay(1)
          }
        }
      }
    }
    run.finish(0)
    println("done")
  }
}
