package dev.cutover.evidence.broken;

import dev.cutover.workflow.RunStatus;

public record EvidenceThatKnowsARun(RunStatus run) {}
