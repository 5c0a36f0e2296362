package dev.cutover.starter.broken;

import java.sql.Connection;

public record StarterWithADatabase(Connection legacy) {}
