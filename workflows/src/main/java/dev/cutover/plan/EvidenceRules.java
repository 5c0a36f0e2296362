package dev.cutover.plan;

import java.time.Duration;

/** What a GO in production rests on. */
public record EvidenceRules(int rehearsals, boolean drill, Duration erpCheckAge) {}
