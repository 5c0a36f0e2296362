/** The plan file as records, its strict reader, and the rules that follow from it. No I/O here. */
package dev.cutover.plan;
