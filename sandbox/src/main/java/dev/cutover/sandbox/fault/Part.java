package dev.cutover.sandbox.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a fault can happen to: a program, or the worker's wire to it. */
public enum Part {
  @JsonProperty("worker")
  WORKER,
  @JsonProperty("temporal")
  TEMPORAL,
  @JsonProperty("legacy-database")
  LEGACY_DATABASE,
  @JsonProperty("target-database")
  TARGET_DATABASE,
  @JsonProperty("legacy-application")
  LEGACY_APPLICATION,
  @JsonProperty("target-application")
  TARGET_APPLICATION,
  @JsonProperty("legacy-batch")
  LEGACY_BATCH,
  @JsonProperty("target-batch")
  TARGET_BATCH,
  @JsonProperty("erp")
  ERP,
  @JsonProperty("webhook")
  WEBHOOK,
  @JsonProperty("dns")
  DNS
}
