package dev.cutover.workflow.broken;

import java.sql.Connection;

public record WorkflowWithADatabase(Connection legacy) {}
