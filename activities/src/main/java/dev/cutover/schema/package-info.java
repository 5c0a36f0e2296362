/** Whether everything on legacy has a place on the target, and what would make one. */
package dev.cutover.schema;
