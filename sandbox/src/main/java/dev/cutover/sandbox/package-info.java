/** A whole world in one process to try a plan in: databases, applications, clients, ERP, DNS. */
package dev.cutover.sandbox;
