/** Whether a bundle of evidence is as it was written, and what was signed in it. */
package dev.cutover.audit;
