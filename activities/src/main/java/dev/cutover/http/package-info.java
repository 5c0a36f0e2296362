/** Requests over HTTP as the engine sends them: bounded in time, JSON, with a bearer token. */
package dev.cutover.http;
