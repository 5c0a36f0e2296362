package dev.cutover.activity;

import dev.cutover.plan.OutOfScope;
import dev.cutover.plan.Table;
import dev.cutover.plan.Waiver;
import java.util.List;

/** What of a plan the schema check is about. */
public record SchemaScope(List<Table> tables, List<Waiver> waivers, List<OutOfScope> outOfScope) {}
