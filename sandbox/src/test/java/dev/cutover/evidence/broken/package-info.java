/** A room of the house as it must not be: proves that its rules can fail. */
package dev.cutover.evidence.broken;
