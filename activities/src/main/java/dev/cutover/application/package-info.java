/** Application servers, and the functions that the business needs of them. */
package dev.cutover.application;
