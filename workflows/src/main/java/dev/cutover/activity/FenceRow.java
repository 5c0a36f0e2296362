package dev.cutover.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one row that says whether the business may write in a database.
 *
 * @param leaseUntil on the database's own clock; only while FROZEN
 * @param writable whether the trigger lets the business write right now, expired lease considered
 * @param incarnation identity of this very database, which a restored copy does not share
 */
public record FenceRow(
    FenceState state,
    long epoch,
    String attempt,
    @Nullable Instant leaseUntil,
    boolean writable,
    String incarnation) {}
