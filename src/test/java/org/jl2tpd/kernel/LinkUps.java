package org.jl2tpd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts links that are up in the network namespace of a process, at the cost of reading one file. */
record LinkUps(long pid) {
    /** A route to the peer comes when the device is up and has its addresses. */
    int count() {
        try (Stream<String> routes = Files.lines(Path.of("/proc/" + pid + "/net/route"))) {
            return (int) routes.map(line -> line.split("\t")[0])
                    .filter(device -> device.matches("(ppp|vpn|l2tp)\\d+"))
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
