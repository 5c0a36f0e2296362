package dev.cutover.endpoint.broken;

import dev.cutover.worker.DoubtfulSettings;

public record EndpointThatReadsTheWorker(DoubtfulSettings settings) {}
