package dev.cutover.worker.broken;

import picocli.CommandLine;

public record WorkerThatPrints(CommandLine commands) {}
