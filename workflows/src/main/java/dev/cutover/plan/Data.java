package dev.cutover.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data that moves.
 *
 * @param chunkRows rows copied in one transaction
 * @param parallelShards shards copied or compared at the same time by all workers together
 * @param sourceLimit when copies make way for the business; null: never
 */
public record Data(
    int chunkRows, int parallelShards, @Nullable SourceLimit sourceLimit, List<Table> tables) {}
