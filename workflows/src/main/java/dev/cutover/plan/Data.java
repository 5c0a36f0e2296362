package dev.cutover.plan;

import java.util.List;

/**
 * The data that moves.
 *
 * @param chunkRows rows copied in one transaction
 * @param parallelShards shards copied or compared at the same time by all workers together
 */
public record Data(int chunkRows, int parallelShards, List<Table> tables) {}
