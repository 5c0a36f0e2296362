package dev.cutover.activity;

import dev.cutover.plan.Side;

/**
 * One side's database as a plan names it.
 *
 * @param endpoint name that workers know the address of
 */
public record Database(String system, String environment, Side side, String endpoint) {}
