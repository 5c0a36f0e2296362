package dev.cutover.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data that moves.
 *
 * @param chunkRows rows copied in one transaction
 * @param parallelShards shards copied or compared at the same time by all workers together
 * @param recheck how long a freeze may compare again what is certified equal and was not changed
 *     since, oldest certificate first; null compares all of it again
 * @param sourceLimit when copies make way for the business; null: never
 * @param waivers findings of the schema check that do no harm
 */
public record Data(
    int chunkRows,
    int parallelShards,
    @Nullable Duration recheck,
    @Nullable SourceLimit sourceLimit,
    List<Table> tables,
    @EmptyIfAbsent List<Waiver> waivers) {}
