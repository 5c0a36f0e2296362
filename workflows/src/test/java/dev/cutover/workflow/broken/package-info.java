/** Workflow code as it must not be: proves that the rules of determinism can fail. */
package dev.cutover.workflow.broken;
