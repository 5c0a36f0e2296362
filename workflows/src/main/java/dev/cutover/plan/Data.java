package dev.cutover.plan;

import java.util.List;

/**
 * The data that moves.
 *
 * @param chunkRows rows copied in one transaction
 * @param parallelShards shards copied at the same time by all workers together
 * @param waivers findings of the schema check that do no harm
 */
public record Data(
    int chunkRows, int parallelShards, List<Table> tables, @EmptyIfAbsent List<Waiver> waivers) {}
