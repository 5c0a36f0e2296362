package dev.cutover.workflow.broken;

import dev.cutover.endpoint.DatabaseEndpoint;

public record WorkflowThatKnowsAnEndpoint(DatabaseEndpoint legacy) {}
