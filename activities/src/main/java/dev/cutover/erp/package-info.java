/** The ERP, which stays where it is. */
package dev.cutover.erp;
