package org.jl2tpd.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands its words to {@code jl2tpd setup}: that works on the configuration file, which this program does not read. */
@Command(
        name = "setup",
        description = {
            "Switch SNMP, remote JMX or the web console on (snmp, jmx, http) in the configuration file,",
            "with new credentials that are printed once; the daemon takes it at its next start or reload."
        },
        footer = {
            "",
            "Words: snmp|jmx|http [--config FILE] [--listen-address ADDRESS] [--port PORT] [--off]",
            "",
            "Example: jl2tpctl setup snmp"
        })
final class SetupCommand implements Callable<Integer> {
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        return DaemonProgram.run("setup", words);
    }
}
