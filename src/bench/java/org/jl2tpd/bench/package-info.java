/**
 * Measurements, never run by tests: a load program that plays LACs and their PPP clients against any LNS, the comparison of two LNS
 * daemons that it serves, and JMH micro-benchmarks. {@code src/bench/run} is the one command.
 */
package org.jl2tpd.bench;
