package dev.cutover.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a copy makes way for the business on legacy: it pauses longer and longer between chunks
 * while legacy is slower or busier than this, and shorter and shorter afterwards.
 *
 * @param chunkRead the longest that legacy may take to give one chunk
 * @param threadsRunning the most statements that may be running, asked of MySQL and MariaDB only
 */
public record SourceLimit(Duration chunkRead, @Nullable Integer threadsRunning) {}
