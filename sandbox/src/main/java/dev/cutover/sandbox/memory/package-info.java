/** Levers in memory, for workflows under virtual time: what they do, and how they fail. */
package dev.cutover.sandbox.memory;
