/** The procedures: cutover, rollback, and the smaller workflows they are made of. */
package dev.cutover.workflow;
