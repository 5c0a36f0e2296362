package dev.cutover.activity;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When people meet.
 *
 * @param zone in which people read the times
 */
public record Appointment(Instant begins, Instant ends, ZoneId zone) {}
