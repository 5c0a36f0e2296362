/** What a person signs, and the form in which the signed text travels. */
package dev.cutover.decision;
