/** What the workflows ask of the outside world: one activity interface an outside system. */
package dev.cutover.activity;
