package dev.cutover.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are written in one transaction, their cells values or as the server has printed them.
 *
 * @param lastKey key of the last row as the journal writes keys; null ends the shard
 */
record Chunk(List<@Nullable Object[]> rows, @Nullable String lastKey) {}
