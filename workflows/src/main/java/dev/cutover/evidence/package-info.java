/** What a run leaves behind for whoever asks a year later: the forms of ledger and bundle. */
package dev.cutover.evidence;
