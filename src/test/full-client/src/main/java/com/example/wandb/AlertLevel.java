package com.example.wandb;

/** How urgent an alert is. */
public enum AlertLevel {
  INFO,
  WARN,
  ERROR
}
