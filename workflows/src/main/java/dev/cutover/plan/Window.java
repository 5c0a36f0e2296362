package dev.cutover.plan;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When the business allows the system to stand still: between two instants, or, where only a length
 * is given, from whenever the run starts.
 */
public record Window(
    @Nullable LocalDateTime opens,
    @Nullable LocalDateTime closes,
    @Nullable ZoneId zone,
    @Nullable Duration length) {}
