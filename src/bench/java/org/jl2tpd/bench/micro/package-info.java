/** JMH benchmarks of the pure rooms: nothing here opens a socket or reads a clock. {@code src/bench/run --jmh} runs them. */
package org.jl2tpd.bench.micro;
