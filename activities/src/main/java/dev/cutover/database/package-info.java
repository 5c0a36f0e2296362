/**
 * Connections, catalog and SQL of the databases: a dialect a class, and nothing else asks which.
 */
package dev.cutover.database;
