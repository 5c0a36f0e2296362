package dev.cutover.activity.broken;

import dev.cutover.workflow.Rollback;

public record ActivityThatStartsAWorkflow(Rollback rollback) {}
