/** Who may decide, and whether a signed decision is theirs. */
package dev.cutover.roster;
