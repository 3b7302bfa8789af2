/**
 * {@code jl2tpctl}: one class a command, tables for people and JSON for programs. It knows the daemon only through the control
 * socket's client, and handles answers as JSON, so that it starts quickly and works with a newer daemon.
 */
package org.jl2tpd.cli;
