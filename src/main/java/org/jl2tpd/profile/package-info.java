/**
 * System, peer, tunnel, session and ppp profiles: one schema of attributes (name, type, default, range, what it means),
 * inheritance, validation. No file format: {@code config} reads and writes it.
 */
package org.jl2tpd.profile;
