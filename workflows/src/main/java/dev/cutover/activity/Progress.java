package dev.cutover.activity;

/** Heartbeat detail of a long activity: how far it is. */
public record Progress(String what, long done, long total) {}
