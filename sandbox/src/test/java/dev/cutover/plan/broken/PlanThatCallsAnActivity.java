package dev.cutover.plan.broken;

import dev.cutover.activity.DnsActivities;

public record PlanThatCallsAnActivity(DnsActivities dns) {}
